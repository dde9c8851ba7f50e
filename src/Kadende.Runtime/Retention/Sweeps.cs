using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Retention;

/// <summary>Everything that is to be cleaned now.</summary>
internal sealed class Sweeps(
    StoreTables tables,
    IClusterStore clusters,
    IDueList due,
    IOptions<RetentionOptions> options,
    TimeProvider time
)
{
    /// <summary>In the order of their keys.</summary>
    public async Task<IReadOnlyList<ISweep>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keep = options.Value;
        var gone = new GoneClusters(tables.Index, time);
        var audits = await tables.AuditPartitionsAsync(cancellationToken);
        // Every cluster is due at some time.
        var present = await due.ReadAsync(DateTimeOffset.MaxValue, cancellationToken);
        var past = await gone.ListAsync(now - keep.DeletedClusters, cancellationToken);
        return
        [
            .. audits
                .Select(ISweep (partition) => new AuditSweep(tables, partition, now - keep.Audit))
                .Concat(present.SelectMany(one => SweepsOf(one.ClusterId, keep, now)))
                .Concat(past.Select(id => new GoneClusterSweep(tables, gone, id, now - keep.DeletedClusters)))
                .OrderBy(sweep => sweep.Key, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<ISweep> SweepsOf(string clusterId, RetentionOptions keep, DateTimeOffset now)
    {
        var nodes = new KnownNodes(clusters, clusterId);
        return [new EventSweep(tables, nodes, now - keep.Events), new LogSweep(tables, nodes, now - keep.GoneNodeLogs)];
    }
}
