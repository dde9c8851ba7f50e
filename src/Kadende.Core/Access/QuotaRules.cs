using System.Globalization;

namespace Kadende.Core.Access;

/// <summary>Whether a team may have what is asked for.</summary>
public static class QuotaRules
{
    /// <param name="others">What the rest of the team takes.</param>
    /// <param name="before">What the cluster takes now.</param>
    /// <param name="after">What it is to take.</param>
    /// <returns>
    /// Why not, with the quota's name; null: it may. Nobody is kept from taking less, also in a team that has more than it may.
    /// </returns>
    public static string? Refusal(string team, TeamQuotas quotas, QuotaUse others, QuotaUse before, QuotaUse after) =>
        Refusal(team, "clusters", quotas.Clusters, others.Clusters, before.Clusters, after.Clusters)
        ?? Refusal(team, "groups", quotas.Groups, others.Groups, before.Groups, after.Groups)
        ?? Refusal(team, "nodes", quotas.Nodes, others.Nodes, before.Nodes, after.Nodes);

    private static string? Refusal(string team, string quota, int? most, int others, int before, int after) =>
        most is { } bound && after > before && others + after > bound
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The quota '{quota}' of team '{team}' is {bound}: this would make {others + after}. Ask for less, take away something else, or ask an administrator for a larger quota."
            )
            : null;
}
