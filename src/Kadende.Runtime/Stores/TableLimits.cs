using System.Text;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>
/// What Azure's Table service accepts. The local stand-in accepts more, so a row that is too large is refused here, before it is sent:
/// it would only fail in production. Sizes are counted so that they are never too low.
/// </summary>
internal static class TableLimits
{
    public const int BatchRows = 100;
    public const int BatchBytes = 4 * 1024 * 1024;
    public const int EntityBytes = 1024 * 1024;
    public const int PropertyBytes = 64 * 1024;
    public const int KeyBytes = 1024;

    /// <summary>Without the keys and the time stamp.</summary>
    public const int Properties = 252;

    // The head lines of one operation in a batch, and the JSON around its values.
    private const int OperationOverhead = 1024;

    /// <exception cref="InvalidOperationException">The service would refuse the transaction.</exception>
    public static void Check(IReadOnlyCollection<TableTransactionAction> batch)
    {
        Refuse(batch.Count is 0 or > BatchRows, $"a transaction has 1 to {BatchRows} rows, not {batch.Count}");
        Refuse(
            batch.DistinctBy(action => action.Entity.PartitionKey, StringComparer.Ordinal).Count() > 1,
            "a transaction stays in one partition"
        );
        Refuse(
            batch.DistinctBy(action => action.Entity.RowKey, StringComparer.Ordinal).Count() < batch.Count,
            "a transaction names each row once"
        );
        var bytes = 0L;
        foreach (var action in batch)
        {
            var row = (TableEntity)action.Entity;
            Check(row);
            bytes += BytesInBatch(row);
        }

        Refuse(bytes > BatchBytes, $"a transaction has up to {BatchBytes} bytes, not {bytes}");
    }

    /// <exception cref="InvalidOperationException">The service would refuse the row.</exception>
    public static void Check(TableEntity row)
    {
        CheckKey(row.PartitionKey);
        CheckKey(row.RowKey);
        var columns = row.Where(column => !IsSystem(column.Key)).ToList();
        Refuse(columns.Count > Properties, $"a row has up to {Properties} properties, not {columns.Count}");
        foreach (var (name, value) in columns)
        {
            Refuse(name.Length > 255, $"a property's name has up to 255 characters, not {name.Length}");
            Refuse(
                StoredBytes(value) > PropertyBytes,
                $"property '{name}' has up to {PropertyBytes} bytes, not {StoredBytes(value)}"
            );
        }

        var bytes =
            4L
            + (2 * (row.PartitionKey.Length + row.RowKey.Length))
            + columns.Sum(column => 8L + (2 * column.Key.Length) + StoredBytes(column.Value));
        Refuse(bytes > EntityBytes, $"row '{row.RowKey}' has up to {EntityBytes} bytes, not {bytes}");
    }

    /// <summary>What the row adds to the payload of a batch, at most.</summary>
    public static int BytesInBatch(TableEntity row) =>
        OperationOverhead
        + (12 * (row.PartitionKey.Length + row.RowKey.Length))
        + row.Where(column => !IsSystem(column.Key))
            .Sum(column => (2 * column.Key.Length) + 64 + SentBytes(column.Value));

    private static void CheckKey(string key)
    {
        Refuse(
            Encoding.Unicode.GetByteCount(key) > KeyBytes,
            $"a key has up to {KeyBytes} bytes: '{key[..Math.Min(key.Length, 40)]}…'"
        );
        Refuse(
            key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)),
            $"a key has no '/', '\\', '#', '?' and no control characters: '{key}'"
        );
    }

    private static int StoredBytes(object? value) =>
        value switch
        {
            byte[] bytes => bytes.Length,
            string text => 2 * text.Length,
            _ => 16,
        };

    // Binary is sent as base64; a character of a text takes up to six bytes as an escape.
    private static int SentBytes(object? value) =>
        value switch
        {
            byte[] bytes => (bytes.Length + 2) / 3 * 4,
            string text => 6 * text.Length,
            _ => 48,
        };

    private static bool IsSystem(string column) =>
        column is "PartitionKey" or "RowKey" or "Timestamp" || column.StartsWith("odata.", StringComparison.Ordinal);

    private static void Refuse(bool refused, string rule)
    {
        if (refused)
        {
            throw new InvalidOperationException($"The Table service would refuse this: {rule}.");
        }
    }
}
