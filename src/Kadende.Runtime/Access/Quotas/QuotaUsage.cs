using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>What the clusters of a team take of its quotas.</summary>
public sealed class QuotaUsage(IClusterStore clusters, IRecordStore<TeamUsage> usages)
{
    private const int PageSize = 200;

    public async Task<QuotaUse> CountAsync(string team, CancellationToken cancellationToken) =>
        (await CountEachAsync(team, cancellationToken)).Values.Aggregate(QuotaUse.None, (sum, one) => sum.Plus(one));

    /// <summary>By the clusters' names, as their specs are stored.</summary>
    internal async Task<IReadOnlyDictionary<string, QuotaUse>> CountEachAsync(
        string team,
        CancellationToken cancellationToken
    )
    {
        var counted = new Dictionary<string, QuotaUse>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await clusters.ListAsync(team, cursor, PageSize, cancellationToken);
            foreach (var cluster in page.Items)
            {
                counted[cluster.Value.Name] = UseOf(SpecReader.Read(cluster.Value.Source));
            }

            cursor = page.Cursor;
        } while (cursor is not null);

        return counted;
    }

    /// <summary>Whatever is noted of a team is counted anew when it is asked for next.</summary>
    public async Task ForgetAsync(string team, CancellationToken cancellationToken)
    {
        var key = RecordKey.Of(team);
        while (
            await usages.FindAsync(key, cancellationToken) is { } noted
            && !await usages.RemoveAsync(key, noted.ETag, cancellationToken)
        )
        {
            // Somebody reserved something meanwhile.
        }
    }

    /// <summary>A spec that has faults by newer rules still has its groups.</summary>
    private static QuotaUse UseOf(SpecResult read) =>
        read is SpecResult.Good good ? QuotaUse.Of(good.Spec) : new QuotaUse(1, 0, 0);
}
