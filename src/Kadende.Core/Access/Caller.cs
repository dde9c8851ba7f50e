namespace Kadende.Core.Access;

/// <summary>Who makes a request, and what the token that says so may be used for.</summary>
/// <param name="Name">
/// The name as events show it: a user's as it is; <c>team:blue/ci</c> for a team's own token; <c>oidc:…</c> for one whom an issuer names.
/// </param>
/// <param name="Teams">The role in each team.</param>
/// <param name="IsAdministrator">May do everything in every team and in the installation.</param>
public sealed record Caller(string Name, IReadOnlyDictionary<string, Role> Teams, bool IsAdministrator)
{
    /// <summary>The role in teams that <see cref="Teams"/> does not name; null: those are foreign.</summary>
    public Role? Everywhere { get; init; }

    /// <summary>Belongs to whom a user's token belongs; null for callers that are no users with a row of their own.</summary>
    public string? User { get; init; }

    /// <summary>Whom the issuer of the token means; null: the token is one of Kadende's.</summary>
    public IssuedIdentity? Issued { get; init; }

    /// <summary>What the token narrows; null: a token that may do all that its owner may.</summary>
    public TokenScope? Scope { get; init; }

    /// <summary>When the token ends that the caller came with; null: it does not end by itself.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <returns>Null: the team is foreign.</returns>
    public Role? RoleIn(string team) =>
        IsAdministrator ? Role.Admin
        : Teams.TryGetValue(team, out var role) ? role
        : Everywhere;

    /// <summary>The same caller with no more than the scope leaves.</summary>
    public Caller Within(TokenScope? scope)
    {
        if (scope is null || scope.IsWhole)
        {
            return this;
        }

        var most = scope.Role ?? Role.Admin;
        var teams = (scope.Teams ?? Teams.Keys)
            .Select(team => (Team: team, Role: RoleIn(team)))
            .Where(one => one.Role is not null)
            .DistinctBy(one => one.Team, StringComparer.Ordinal)
            .ToDictionary(one => one.Team, one => Lesser(one.Role!.Value, most), StringComparer.Ordinal);
        return this with
        {
            Teams = teams,
            IsAdministrator = false,
            Everywhere = scope.Teams is null && RoleElsewhere is { } role ? Lesser(role, most) : null,
            Scope = scope,
        };
    }

    private Role? RoleElsewhere => IsAdministrator ? Role.Admin : Everywhere;

    private static Role Lesser(Role one, Role other) => one < other ? one : other;
}
