using Azure;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>A row on its way into a transaction, for one change of a group's status or for all changes of a tray.</summary>
/// <param name="Indexes">The places, among the changes of the call, of those that the row carries.</param>
/// <param name="Events">The events that tell of it, as they stand on a page.</param>
/// <param name="Bytes">What the row adds to a transaction.</param>
internal sealed record PendingRow(
    IReadOnlyList<int> Indexes,
    TableTransactionAction Action,
    IReadOnlyList<byte[]> Events,
    int Bytes
)
{
    public string Key => Action.Entity.RowKey;

    public bool IsDrop => Action.ActionType == TableTransactionActionType.Delete;

    public bool IsTray => TableKeys.IsTray(Key);

    public static PendingRow Of(
        IReadOnlyList<int> indexes,
        TableEntity row,
        string? etag,
        bool drops,
        IEnumerable<RowChange> changes
    ) =>
        new(
            indexes,
            etag is null
                ? new TableTransactionAction(TableTransactionActionType.Add, row)
                : new TableTransactionAction(
                    drops ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateReplace,
                    row,
                    new ETag(etag)
                ),
            [.. changes.SelectMany(change => change.Events).Select(EventPages.Write)],
            TableLimits.BytesInBatch(row)
        );
}
