namespace Kadende.Core.Access;

/// <summary>A person or a program that signs in with tokens of its own.</summary>
public sealed record User
{
    /// <summary>How many tokens a user or a team may have at once.</summary>
    public const int MostTokens = 50;

    public required string Name { get; init; }

    public bool IsAdministrator { get; init; }

    /// <summary>The role in each team.</summary>
    public IReadOnlyDictionary<string, Role> Teams { get; init; } = NoTeams;

    public IReadOnlyList<IssuedToken> Tokens { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public static readonly IReadOnlyDictionary<string, Role> NoTeams = new Dictionary<string, Role>(
        StringComparer.Ordinal
    );

    /// <summary>The user as the maker of a request that carries one of the user's tokens.</summary>
    public Caller As(IssuedToken token) =>
        new Caller(Name, Teams, IsAdministrator) { User = Name, TokenExpiresAt = token.ExpiresAt }.Within(token.Scope);

    /// <summary>Whether the user is an administrator who can sign in as one.</summary>
    public bool CanRunInstallation(DateTimeOffset now) =>
        IsAdministrator && Tokens.Any(token => token.Scope.IsWhole && !token.HasEnded(now));

    /// <param name="role">Null: no longer a member.</param>
    public User WithRole(string team, Role? role)
    {
        var teams = Teams.Where(one => one.Key != team).ToDictionary(StringComparer.Ordinal);
        if (role is { } given)
        {
            teams[team] = given;
        }

        return this with
        {
            Teams = teams,
        };
    }
}
