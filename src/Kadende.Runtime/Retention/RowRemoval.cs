using Azure.Data.Tables;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Retention;

/// <summary>Removes rows of a table, as many as a transaction takes at a time.</summary>
internal static class RowRemoval
{
    /// <summary>How many rows are looked at before the round may stop.</summary>
    public const int PortionRows = TableLimits.BatchRows;

    /// <summary>Removes the next rows of a range.</summary>
    /// <param name="old">Says which of them go; null: all, and their bodies are not read.</param>
    public static async Task<SweepPortion> RemoveNextAsync(
        this StoreTable table,
        string partition,
        KeyRange range,
        Func<IReadOnlyList<TableEntity>, Task<IEnumerable<TableEntity>>>? old,
        CancellationToken cancellationToken
    )
    {
        var (rows, more) = await table.QueryAsync(
            partition,
            range,
            PortionRows,
            keysOnly: old is null,
            cancellationToken
        );
        var removed = await table.RemoveAsync(
            partition,
            old is null || rows.Count == 0 ? rows : await old(rows),
            cancellationToken
        );
        return new SweepPortion(rows.Count, removed, more ? rows[^1].RowKey : null);
    }

    /// <returns>How many were removed. What somebody else removed at the same time is left to the next look.</returns>
    public static async Task<int> RemoveAsync(
        this StoreTable table,
        string partition,
        IEnumerable<TableEntity> rows,
        CancellationToken cancellationToken
    )
    {
        var removed = 0;
        foreach (var some in rows.Chunk(TableLimits.BatchRows))
        {
            var answer = await table.SubmitAsync(
                [.. some.Select(row => ClusterHeads.Delete(new TableEntity(partition, row.RowKey), row.ETag))],
                cancellationToken
            );
            removed += answer.Won ? some.Length : 0;
        }

        return removed;
    }

    /// <summary>The part of a range that a sweep has not looked at yet.</summary>
    public static KeyRange From(this KeyRange range, string? after) => after is null ? range : range.After(after);
}
