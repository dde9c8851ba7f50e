using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>Writes rows with the events that tell of them.</summary>
/// <remarks>
/// When the answer of a transaction is lost and its retry finds that it was stored, a status in it is reported as lost: it is written, but
/// its ETag is not known, and reading it again is the caller's next step anyhow.
/// </remarks>
internal sealed class ChangeWriter(StoreTable clusters, EventPages pages)
{
    /// <summary>How often trays that others change at the same time are read and merged anew; what is left then is reported as lost.</summary>
    private const int Tries = 10;

    public async Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    )
    {
        var call = new WriteCall(changes);
        var merge = new ChangeMerge(clusters, TableKeys.Cluster(clusterId));
        var left = Enumerable.Range(0, changes.Count).Where(index => index != call.Fence?.Index).ToList();
        for (var tries = 0; left.Count > 0 && tries < Tries; tries++)
        {
            var again = new List<int>();
            var pending = await merge.RowsAsync(call, left, cancellationToken);
            foreach (var rows in TransactionPacking.Pack(pending, call.Fence?.RowOf(clusterId)))
            {
                again.AddRange(await SubmitAsync(clusterId, call, rows, cancellationToken));
            }

            left = again;
        }

        return call.Results;
    }

    /// <returns>The changes to be merged anew, because somebody else changed a tray of theirs since it was read.</returns>
    private async Task<IReadOnlyList<int>> SubmitAsync(
        string clusterId,
        WriteCall call,
        IReadOnlyList<PendingRow> rows,
        CancellationToken cancellationToken
    )
    {
        while (rows.Count > 0 && call.Fence is not { IsLost: true })
        {
            // The ETag of a fence is another after every transaction.
            rows = call.Fence is { } fence ? [fence.RowOf(clusterId), .. rows.Skip(1)] : rows;

            // Pages come first: one that exists already says that this very transaction was stored by a try whose answer was lost.
            var told = pages.Pack(clusterId, rows.SelectMany(row => row.Events));
            var answer = await clusters.SubmitAsync(
                [
                    .. told.Select(page => new TableTransactionAction(TableTransactionActionType.Add, page)),
                    .. rows.Select(row => row.Action),
                ],
                cancellationToken
            );
            if (answer.LostAt is not { } lost)
            {
                Settle(call, rows, answer.ETags.Skip(told.Count));
                return [];
            }

            if (lost < told.Count)
            {
                rows.ToList().ForEach(call.WonUnseen);
                call.Fence?.Lose();
                return [];
            }

            if (rows[lost - told.Count] is { IsTray: true })
            {
                // One that lost is seldom alone: two passes that want the same slots want all of them. All trays are read again.
                return [.. rows.SelectMany(row => row.Indexes).Where(index => index != call.Fence?.Index)];
            }

            call.Fence?.Lose();
            rows = [.. rows.Where((_, index) => index != lost - told.Count)];
        }

        return [];
    }

    private static void Settle(WriteCall call, IReadOnlyList<PendingRow> rows, IEnumerable<string> etags)
    {
        foreach (var (row, etag) in rows.Zip(etags))
        {
            foreach (var index in row.Indexes)
            {
                call.Won(index, etag);
            }
        }
    }
}
