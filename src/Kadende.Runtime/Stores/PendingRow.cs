using Azure;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>A change on its way into a transaction.</summary>
/// <param name="Index">Its place among the changes of the call.</param>
/// <param name="Events">The events that tell of it, as they stand on a page.</param>
/// <param name="Bytes">What the row adds to a transaction.</param>
internal sealed record PendingRow(int Index, TableTransactionAction Action, IReadOnlyList<byte[]> Events, int Bytes)
{
    public string Key => Action.Entity.RowKey;

    public bool IsDrop => Action.ActionType == TableTransactionActionType.Delete;

    public bool IsSlot => TableKeys.IsSlot(Key);

    /// <summary>Whether the row can still be written.</summary>
    /// <param name="current">The row's ETag in the table; null when it is not there.</param>
    public bool Fits(string? current) =>
        Action.ActionType == TableTransactionActionType.Add ? current is null : current == Action.ETag.ToString();

    public static PendingRow Of(string clusterId, RowChange change, int index)
    {
        var (row, etag, drops) = RowOf(clusterId, change);
        return new PendingRow(
            index,
            etag is null
                ? new TableTransactionAction(TableTransactionActionType.Add, row)
                : new TableTransactionAction(
                    drops ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateReplace,
                    row,
                    new ETag(etag)
                ),
            [.. change.Events.Select(EventPages.Write)],
            TableLimits.BytesInBatch(row)
        );
    }

    private static (TableEntity Row, string? ETag, bool Drops) RowOf(string clusterId, RowChange change)
    {
        var partition = TableKeys.Cluster(clusterId);
        return change switch
        {
            RowChange.PutSlot put => (
                RowBody.Plain(
                    partition,
                    TableKeys.Slot(put.Slot.Group, put.Slot.Key),
                    put.Slot,
                    StoreJson.Default.Slot
                ),
                put.ETag,
                false
            ),
            RowChange.DropSlot drop => (
                new TableEntity(partition, TableKeys.Slot(drop.Group, drop.Key)),
                drop.ETag,
                true
            ),
            RowChange.PutGroup put => (
                RowBody.Plain(partition, TableKeys.Group(put.Status.Path), put.Status, StoreJson.Default.GroupStatus),
                put.ETag,
                false
            ),
            RowChange.DropGroup drop => (new TableEntity(partition, TableKeys.Group(drop.Path)), drop.ETag, true),
            _ => throw new ArgumentException($"A change of kind {change.GetType().Name} is not known.", nameof(change)),
        };
    }
}
