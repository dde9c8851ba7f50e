using Kadende.Core.Access;

namespace Kadende.Api.Management;

/// <summary>Who the caller is, and what the token that was sent may be used for.</summary>
/// <param name="Teams">The role in each team.</param>
/// <param name="Everywhere">The role in all other teams; null: those are foreign.</param>
/// <param name="TokenExpiresAt">Null: the token does not end by itself.</param>
internal sealed record WhoAmIView(
    string Name,
    bool IsAdministrator,
    IReadOnlyDictionary<string, Role> Teams,
    Role? Everywhere,
    DateTimeOffset? TokenExpiresAt
)
{
    public static WhoAmIView Of(Caller caller) =>
        new(
            caller.Name,
            caller.IsAdministrator,
            caller.Teams,
            caller.IsAdministrator ? Role.Admin : caller.Everywhere,
            caller.TokenExpiresAt
        );
}
