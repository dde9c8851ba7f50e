using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Management;

/// <summary>What is seen of a token: never its text.</summary>
/// <param name="Role">The most that it may be used for in a team; null: all that its owner may.</param>
/// <param name="Teams">The teams that it may be used in; null: all of its owner's.</param>
/// <param name="LastUsedAt">To within five minutes; null: never.</param>
public sealed record TokenView(
    string Id,
    string Name,
    Role? Role,
    IReadOnlyList<string>? Teams,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt
)
{
    public static TokenView Of(IssuedToken token) =>
        new(
            token.Id,
            token.Name,
            token.Scope.Role,
            token.Scope.Teams,
            token.CreatedAt,
            token.CreatedBy,
            token.ExpiresAt,
            token.LastUsedAt
        );
}
