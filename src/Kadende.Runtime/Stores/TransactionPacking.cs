namespace Kadende.Runtime.Stores;

/// <summary>Cuts changes into transactions, in order, each as large as the limits allow with the pages that its events need.</summary>
internal static class TransactionPacking
{
    /// <param name="fence">A row that every transaction holds besides, as its first; null: there is none.</param>
    public static IReadOnlyList<IReadOnlyList<PendingRow>> Pack(IEnumerable<PendingRow> rows, PendingRow? fence = null)
    {
        IReadOnlyList<PendingRow> first = fence is null ? [] : [fence];
        var (firstFill, firstBytes) = (first.Aggregate(EventFill.Empty, Add), fence?.Bytes ?? 0);
        var transactions = new List<IReadOnlyList<PendingRow>>();
        List<PendingRow> current = [.. first];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var (fill, bytes) = (firstFill, firstBytes);
        foreach (var row in rows)
        {
            var filled = Add(fill, row);
            // A row may be changed twice in a call, but only once in a transaction.
            if (
                current.Count > first.Count
                && (!Fits(current.Count + 1, bytes + row.Bytes, filled) || keys.Contains(row.Key))
            )
            {
                transactions.Add(current);
                (current, bytes, filled) = ([.. first], firstBytes, Add(firstFill, row));
                keys.Clear();
            }

            current.Add(row);
            keys.Add(row.Key);
            (fill, bytes) = (filled, bytes + row.Bytes);
        }

        if (current.Count > first.Count)
        {
            transactions.Add(current);
        }

        return transactions;
    }

    private static EventFill Add(EventFill fill, PendingRow row) =>
        row.Events.Aggregate(fill, (sum, told) => sum.With(told.Length));

    // Pages are counted as if they were not compressed: one that does not shrink takes four thirds of its bytes on the wire.
    private static bool Fits(int rows, int bytes, EventFill events) =>
        rows + events.Pages <= TableLimits.BatchRows
        && bytes + (long)(events.Bytes * 4 / 3) + (events.Pages * 4096) <= TableLimits.BatchBytes;
}
