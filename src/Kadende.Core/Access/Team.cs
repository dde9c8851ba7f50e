namespace Kadende.Core.Access;

/// <summary>Those who share clusters.</summary>
public sealed record Team
{
    public required string Name { get; init; }

    public TeamQuotas Quotas { get; init; } = new();

    /// <summary>Tokens that belong to the team itself, for its programs: they outlive its members.</summary>
    public IReadOnlyList<IssuedToken> Tokens { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Since when it is being deleted: nothing new begins in it.</summary>
    public DateTimeOffset? DeletingSince { get; init; }

    /// <summary>The maker of a request that carries one of the team's tokens.</summary>
    public Caller As(IssuedToken token)
    {
        var teams = new Dictionary<string, Role>(StringComparer.Ordinal) { [Name] = Role.Admin };
        return new Caller($"team:{Name}/{token.Name}", teams, IsAdministrator: false)
        {
            TokenExpiresAt = token.ExpiresAt,
        }.Within(token.Scope);
    }
}
