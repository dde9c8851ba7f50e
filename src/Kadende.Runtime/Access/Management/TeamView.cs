using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Management;

/// <summary>What its members see of a team.</summary>
/// <param name="Quotas">The most that it may have; null: as much as it likes.</param>
/// <param name="DeletingSince">Since when it is being deleted; null: it is not.</param>
public sealed record TeamView(
    string Name,
    TeamQuotas Quotas,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? DeletingSince
)
{
    /// <summary>What it has of what the quotas bound; null in lists.</summary>
    public QuotaUse? Use { get; init; }

    public static TeamView Of(Team team, TeamQuotas usual) =>
        new(team.Name, team.Quotas.Or(usual), team.CreatedAt, team.CreatedBy, team.DeletingSince);
}
