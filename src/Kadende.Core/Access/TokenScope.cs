namespace Kadende.Core.Access;

/// <summary>What a token narrows of all that its owner may do.</summary>
/// <param name="Role">The most that it may be used for in a team; null: all that the owner may.</param>
/// <param name="Teams">The teams that it may be used in; null: all of the owner's.</param>
/// <remarks>A token with either of them never runs the installation, whoever owns it.</remarks>
public sealed record TokenScope(Role? Role, IReadOnlyList<string>? Teams)
{
    /// <summary>Narrows nothing.</summary>
    public bool IsWhole => Role is null && Teams is null;

    /// <summary>Whether a token of the other scope may be used for nothing that one of this scope may not.</summary>
    public bool Covers(TokenScope other) =>
        (Role is null || other.Role <= Role)
        && (
            Teams is null
            || (other.Teams is { } teams && teams.All(team => Teams.Contains(team, StringComparer.Ordinal)))
        );

    /// <summary>What both leave.</summary>
    public TokenScope And(TokenScope? other) =>
        other is null
            ? this
            : new TokenScope(
                Role is null || other.Role < Role ? other.Role ?? Role : Role,
                Teams is null ? other.Teams
                    : other.Teams is null ? Teams
                    : [.. Teams.Intersect(other.Teams, StringComparer.Ordinal)]
            );
}
