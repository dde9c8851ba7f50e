using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Management;

/// <summary>What administrators see of a user.</summary>
/// <param name="Teams">The role in each team.</param>
/// <param name="Tokens">How many tokens the user has.</param>
public sealed record UserView(
    string Name,
    bool IsAdministrator,
    IReadOnlyDictionary<string, Role> Teams,
    int Tokens,
    DateTimeOffset CreatedAt,
    string CreatedBy
)
{
    public static UserView Of(User user) =>
        new(user.Name, user.IsAdministrator, user.Teams, user.Tokens.Count, user.CreatedAt, user.CreatedBy);
}
