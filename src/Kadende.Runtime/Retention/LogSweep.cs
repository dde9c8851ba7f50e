using Azure.Data.Tables;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>Removes the logs of nodes that are gone for long enough.</summary>
/// <param name="before">A log whose last line is older goes.</param>
internal sealed class LogSweep(StoreTables tables, KnownNodes nodes, DateTimeOffset before) : ISweep
{
    public string Key => $"logs {nodes.ClusterId}";

    public async Task<SweepPortion> RunAsync(string? after, CancellationToken cancellationToken)
    {
        var (rows, more) = await tables.Clusters.QueryAsync(
            nodes.ClusterId,
            TableKeys.Logs.From(after),
            RowRemoval.PortionRows,
            keysOnly: true,
            cancellationToken
        );
        if (rows.Count == 0)
        {
            return default;
        }

        var logs = rows.GroupBy(row => TableKeys.ReadLogNode(row.RowKey), StringComparer.Ordinal).ToList();
        // The last log may go on behind the portion, and is looked at whole with the next. A log is shorter than a portion.
        var whole = more ? logs[..^1] : logs;
        var living = await nodes.LivingAsync(cancellationToken);
        var removed = 0;
        foreach (var log in whole.Where(log => !living.Contains(log.Key)))
        {
            removed += await RemoveAsync([.. log], cancellationToken);
        }

        return new SweepPortion(rows.Count, removed, more ? whole[^1].Last().RowKey : null);
    }

    private async Task<int> RemoveAsync(IReadOnlyList<TableEntity> log, CancellationToken cancellationToken)
    {
        var last = await tables.Clusters.FindAsync(nodes.ClusterId, log[^1].RowKey, cancellationToken);
        return last is not null && EndOf(last) < before
            ? await tables.Clusters.RemoveAsync(nodes.ClusterId, log, cancellationToken)
            : 0;
    }

    private static DateTimeOffset EndOf(TableEntity page) =>
        RowBody
            .Read(page, StoreJson.Default.NodeLogPage)
            .Lines.Select(line => line.At)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
}
