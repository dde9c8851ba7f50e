using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>Writes rows with the events that tell of them.</summary>
/// <remarks>
/// When the answer of a transaction is lost and its retry finds that it was stored, its rows are reported as lost: they are written, but
/// their ETags are not known, and reading them again is the caller's next step anyhow.
/// </remarks>
internal sealed class ChangeWriter(StoreTable clusters, EventPages pages, int parallelism)
{
    public async Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    )
    {
        var results = new string?[changes.Count];
        var rows = changes.Select((change, index) => PendingRow.Of(clusterId, change, index)).ToList();
        await Parallel.ForEachAsync(
            TransactionPacking.Pack(rows),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AreIndependent(rows) ? parallelism : 1,
                CancellationToken = cancellationToken,
            },
            async (transaction, token) => await SubmitAsync(clusterId, transaction, results, token)
        );
        return results;
    }

    /// <summary>
    /// Whether the order of the transactions means nothing: each row once, and none of a group's own, whose status must be there before
    /// its first slot.
    /// </summary>
    private static bool AreIndependent(List<PendingRow> rows) =>
        rows.TrueForAll(row => row.IsSlot)
        && rows.DistinctBy(row => row.Key, StringComparer.Ordinal).Count() == rows.Count;

    private async Task SubmitAsync(
        string clusterId,
        IReadOnlyList<PendingRow> rows,
        string?[] results,
        CancellationToken cancellationToken
    )
    {
        while (rows.Count > 0)
        {
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
                foreach (var (index, row) in rows.Index())
                {
                    results[row.Index] = row.IsDrop ? "" : answer.ETags[told.Count + index];
                }

                return;
            }

            rows = lost < told.Count ? [] : await RestAsync(clusterId, rows, lost - told.Count, cancellationToken);
        }
    }

    /// <summary>The rows that are left when one lost its race: without it, and without others that would lose too.</summary>
    private async Task<IReadOnlyList<PendingRow>> RestAsync(
        string clusterId,
        IReadOnlyList<PendingRow> rows,
        int lost,
        CancellationToken cancellationToken
    )
    {
        var rest = rows.Where((_, index) => index != lost).ToList();
        var slots = rest.Where(row => row.IsSlot).Select(row => row.Key).Order(StringComparer.Ordinal).ToList();
        if (slots.Count < 2)
        {
            return rest;
        }

        // One that lost is seldom alone: two passes that want the same slots want all of them.
        var current = await clusters.QueryAsync(
            clusterId,
            new KeyRange(slots[0], $"{slots[^1]}!"),
            keysOnly: true,
            cancellationToken
        );
        var etags = current.ToDictionary(row => row.RowKey, row => row.ETag.ToString(), StringComparer.Ordinal);
        return [.. rest.Where(row => !row.IsSlot || row.Fits(etags.GetValueOrDefault(row.Key)))];
    }
}
