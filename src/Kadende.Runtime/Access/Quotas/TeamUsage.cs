using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>What each cluster of a team takes of its quotas, so that two requests at once cannot both take the last of it.</summary>
/// <param name="Clusters">By the cluster's name.</param>
public sealed record TeamUsage(IReadOnlyDictionary<string, TeamUsage.Share> Clusters)
{
    /// <summary>A share that was reserved longer ago than this, and never settled, is counted anew.</summary>
    public static readonly TimeSpan ReservedFor = TimeSpan.FromMinutes(5);

    /// <param name="ReservedAt">Since when a change is under way that takes at most this; null: settled.</param>
    public sealed record Share(QuotaUse Use, DateTimeOffset? ReservedAt);

    public QuotaUse Of(string cluster) => Clusters.TryGetValue(cluster, out var share) ? share.Use : QuotaUse.None;

    public QuotaUse Except(string cluster) =>
        Clusters.Where(one => one.Key != cluster).Aggregate(QuotaUse.None, (sum, one) => sum.Plus(one.Value.Use));

    public TeamUsage With(string cluster, Share share) =>
        new(new Dictionary<string, Share>(Clusters, StringComparer.Ordinal) { [cluster] = share });

    /// <param name="share">Null: none.</param>
    public TeamUsage Back(string cluster, Share? share)
    {
        var shares = new Dictionary<string, Share>(Clusters, StringComparer.Ordinal);
        if (share is null)
        {
            shares.Remove(cluster);
        }
        else
        {
            shares[cluster] = share;
        }

        return new TeamUsage(shares);
    }

    /// <summary>What was counted, and what is under way.</summary>
    public TeamUsage Counted(IReadOnlyDictionary<string, QuotaUse> counted, DateTimeOffset now)
    {
        var shares = counted.ToDictionary(one => one.Key, one => new Share(one.Value, null), StringComparer.Ordinal);
        foreach (var (cluster, share) in Clusters)
        {
            if (share.ReservedAt is { } since && now - since < ReservedFor)
            {
                shares[cluster] = share;
            }
        }

        return new TeamUsage(shares);
    }
}
