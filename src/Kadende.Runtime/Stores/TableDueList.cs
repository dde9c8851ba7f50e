using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

internal sealed class TableDueList(StoreTables tables) : IDueList
{
    private const string DueColumn = "DueAt";
    private const int Tries = 20;

    private readonly StoreTable _index = tables.Index;

    public async Task<IReadOnlyList<DueCluster>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await _index.QueryAsync(TableKeys.Due, TableKeys.All, keysOnly: false, cancellationToken);
        return [.. rows.Select(Read).Where(entry => entry.DueAt <= now).OrderBy(entry => entry.DueAt)];
    }

    public async Task<DueCluster?> FindAsync(string clusterId, CancellationToken cancellationToken) =>
        TableKeys.IsName(clusterId) && await _index.FindAsync(TableKeys.Due, clusterId, cancellationToken) is { } row
            ? Read(row)
            : null;

    public async Task<DueCluster?> MoveAsync(
        DueCluster entry,
        DateTimeOffset dueAt,
        CancellationToken cancellationToken
    ) =>
        await _index.ReplaceAsync(RowOf(entry.ClusterId, dueAt), entry.ETag, cancellationToken) is { } etag
            ? new DueCluster(entry.ClusterId, dueAt, etag)
            : null;

    public async Task TouchAsync(string clusterId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var left = Tries; left > 0; left--)
        {
            var row = RowOf(clusterId, now);
            var written = await FindAsync(clusterId, cancellationToken) is { } entry
                ? await _index.ReplaceAsync(row, entry.ETag, cancellationToken)
                : await _index.InsertAsync(row, cancellationToken);
            if (written is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"The due entry of cluster '{clusterId}' is fought over; try again.", null);
    }

    public async Task RemoveAsync(string clusterId, CancellationToken cancellationToken)
    {
        // The entry is read before the head: a cluster that is made anew touches its entry after its head is there, so either the head is
        // seen here, or the entry has changed and stays.
        if (
            await FindAsync(clusterId, cancellationToken) is { } entry
            && await tables.Clusters.FindAsync(clusterId, TableKeys.Head, cancellationToken) is null
        )
        {
            await _index.DeleteAsync(TableKeys.Due, clusterId, entry.ETag, cancellationToken);
        }
    }

    private static TableEntity RowOf(string clusterId, DateTimeOffset dueAt) =>
        new(TableKeys.Due, TableKeys.Cluster(clusterId)) { [DueColumn] = dueAt };

    private static DueCluster Read(TableEntity row) =>
        new(
            row.RowKey,
            row.GetDateTimeOffset(DueColumn)
                ?? throw new InvalidDataException($"The due entry of cluster '{row.RowKey}' has no time."),
            row.ETag.ToString()
        );
}
