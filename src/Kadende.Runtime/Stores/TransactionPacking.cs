namespace Kadende.Runtime.Stores;

/// <summary>Cuts changes into transactions, in order, each as large as the limits allow with the pages that its events need.</summary>
internal static class TransactionPacking
{
    public static IReadOnlyList<IReadOnlyList<PendingRow>> Pack(IEnumerable<PendingRow> rows)
    {
        var transactions = new List<IReadOnlyList<PendingRow>>();
        var current = new List<PendingRow>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var (fill, bytes) = (EventFill.Empty, 0);
        foreach (var row in rows)
        {
            var filled = Add(fill, row);
            // A row may be changed twice in a call, but only once in a transaction.
            if (current.Count > 0 && (!Fits(current.Count + 1, bytes + row.Bytes, filled) || keys.Contains(row.Key)))
            {
                transactions.Add(current);
                (current, bytes, filled) = ([], 0, Add(EventFill.Empty, row));
                keys.Clear();
            }

            current.Add(row);
            keys.Add(row.Key);
            (fill, bytes) = (filled, bytes + row.Bytes);
        }

        if (current.Count > 0)
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
