using Azure.Data.Tables;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>
/// Removes old pages of the event log of a cluster that exists. A page stays whole as long as any event on it names a node that exists or
/// that one of them replaced: that is what it is judged, explained and traced back by. Pages are never cut, since the ids of events count
/// their places on them.
/// </summary>
/// <param name="before">What is older goes.</param>
internal sealed class EventSweep(StoreTables tables, KnownNodes nodes, DateTimeOffset before) : ISweep
{
    public string Key => $"events {nodes.ClusterId}";

    public Task<SweepPortion> RunAsync(string? after, CancellationToken cancellationToken)
    {
        var range = TableKeys.Events with { To = EventPosition.FirstRowKeyAt(before) };
        return tables.Clusters.RemoveNextAsync(
            nodes.ClusterId,
            range.From(after),
            async rows =>
            {
                var kept = await nodes.WithReplacedAsync(cancellationToken);
                return rows.Where(row => !Names(row, kept));
            },
            cancellationToken
        );
    }

    private static bool Names(TableEntity page, IReadOnlySet<string> nodes) =>
        RowBody
            .Read(page, StoreJson.Default.ClusterEventArray)
            .Any(one => one.Node is { } node && nodes.Contains(node));
}
