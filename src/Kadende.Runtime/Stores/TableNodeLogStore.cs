using System.Security.Cryptography;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

internal sealed class TableNodeLogStore(StoreTables tables) : INodeLogStore
{
    private const int Tries = 10;

    public async Task AppendAsync(
        string clusterId,
        string nodeId,
        IReadOnlyList<NodeLogLine> lines,
        CancellationToken cancellationToken
    )
    {
        var append = RandomNumberGenerator.GetHexString(16, lowercase: true);
        for (var left = lines.Count == 0 ? 0 : Tries; left > 0; left--)
        {
            if (await TryAppendAsync(new Log(TableKeys.Cluster(clusterId), nodeId), lines, append, cancellationToken))
            {
                return;
            }
        }

        if (lines.Count > 0)
        {
            throw new StoreUnavailableException(
                $"The log of node '{nodeId}' was written to again and again by others; try again.",
                null
            );
        }
    }

    public async Task<Page<StoredLogLine>> ReadAsync(
        string clusterId,
        string nodeId,
        string? after,
        int size,
        CancellationToken cancellationToken
    )
    {
        var start = after is null ? null : NodeLogPosition.Parse(after);
        if (!TableKeys.IsName(clusterId) || !TableKeys.IsName(nodeId))
        {
            return new Page<StoredLogLine>([], null);
        }

        var range = TableKeys.LogOf(nodeId);
        var rows = await tables.Clusters.QueryAsync(
            clusterId,
            start is { } from ? range with { From = TableKeys.LogPage(nodeId, from.Page) } : range,
            keysOnly: false,
            cancellationToken
        );
        var behind = rows.SelectMany(LinesOf)
            .Where(line => start is null || line.Position.IsBehind(start))
            .Take(size + 1)
            .Select(line => new StoredLogLine(line.Position.Id, line.Line))
            .ToList();
        return behind.Count > size
            ? new Page<StoredLogLine>(behind.GetRange(0, size), behind[size - 1].Id)
            : new Page<StoredLogLine>(behind, null);
    }

    private sealed record Log(string Partition, string NodeId)
    {
        public KeyRange Range => TableKeys.LogOf(NodeId);

        public TableEntity RowOf(long number, NodeLogPage page) =>
            RowBody.Packed(Partition, TableKeys.LogPage(NodeId, number), page, StoreJson.Default.NodeLogPage);
    }

    /// <returns>False when somebody else wrote meanwhile.</returns>
    private async Task<bool> TryAppendAsync(
        Log log,
        IReadOnlyList<NodeLogLine> lines,
        string append,
        CancellationToken cancellationToken
    )
    {
        var rows = await tables.Clusters.QueryAsync(log.Partition, log.Range, keysOnly: true, cancellationToken);
        var last = rows.Count == 0 ? null : await FindAsync(log, rows[^1].RowKey, cancellationToken);
        if (last is null && rows.Count > 0)
        {
            return false;
        }

        var page = last is null ? new NodeLogPage("", []) : RowBody.Read(last, StoreJson.Default.NodeLogPage);
        if (page.Append == append)
        {
            // Written already; only the answer was lost.
            return true;
        }

        var pages = NodeLogPage.Fill(page.Lines, lines, append);
        var changes = Changes(log, rows, last, pages);
        return (await tables.Clusters.SubmitAsync([.. changes], cancellationToken)).Won;
    }

    /// <param name="rows">The keys of all pages there are.</param>
    /// <param name="last">The last of them; null when there is none.</param>
    /// <param name="pages">The first stands in place of the last one there is.</param>
    private static IEnumerable<TableTransactionAction> Changes(
        Log log,
        IReadOnlyList<TableEntity> rows,
        TableEntity? last,
        IReadOnlyList<NodeLogPage> pages
    )
    {
        var number = last is null ? 0 : TableKeys.ReadLogPage(last.RowKey);
        // What would go again at once is not written at all.
        var skipped = Math.Max(0, pages.Count - NodeLogPage.PagesPerNode);
        var surplus = Math.Max(rows.Count, 1) + pages.Count - 1 - NodeLogPage.PagesPerNode;
        var dropped = skipped > 0 ? rows.Count : Math.Max(0, surplus);
        return
        [
            .. pages
                .Index()
                .Skip(skipped)
                .Select(one => Put(log.RowOf(number + one.Index, one.Item), one.Index == 0 ? last : null)),
            .. rows.Take(dropped)
                .Select(row => ClusterHeads.Delete(new TableEntity(log.Partition, row.RowKey), row.ETag)),
        ];
    }

    private Task<TableEntity?> FindAsync(Log log, string row, CancellationToken cancellationToken) =>
        tables.Clusters.FindAsync(log.Partition, row, cancellationToken);

    private static TableTransactionAction Put(TableEntity row, TableEntity? before) =>
        before is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, before.ETag);

    private static IEnumerable<(NodeLogPosition Position, NodeLogLine Line)> LinesOf(TableEntity row)
    {
        var number = TableKeys.ReadLogPage(row.RowKey);
        return RowBody
            .Read(row, StoreJson.Default.NodeLogPage)
            .Lines.Index()
            .Select(line => (new NodeLogPosition(number, line.Index), line.Item));
    }
}
