using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>
/// The record that a row holds: JSON in one or more binary columns, <c>J</c> as it is or <c>Z</c> compressed, and in <c>V</c> the version
/// of this layout.
/// </summary>
internal static class RowBody
{
    private const int Layout = 1;
    private const string LayoutColumn = "V";
    private const string PlainColumn = "J";
    private const string PackedColumn = "Z";

    /// <summary>A row with a small record.</summary>
    public static TableEntity Plain<T>(string partition, string row, T record, JsonTypeInfo<T> type) =>
        Chunked(partition, row, PlainColumn, JsonSerializer.SerializeToUtf8Bytes(record, type));

    /// <summary>A row with a record of which much is text.</summary>
    public static TableEntity Packed<T>(string partition, string row, T record, JsonTypeInfo<T> type) =>
        PackedJson(partition, row, JsonSerializer.SerializeToUtf8Bytes(record, type));

    public static TableEntity PackedJson(string partition, string row, ReadOnlySpan<byte> json)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(json);
        }

        return Chunked(partition, row, PackedColumn, packed.ToArray());
    }

    public static T Read<T>(TableEntity row, JsonTypeInfo<T> type)
    {
        if (row.GetInt32(LayoutColumn) is not Layout)
        {
            throw new InvalidDataException(
                $"Row '{row.RowKey}' has layout {row[LayoutColumn]}; this version of Kadende reads layout {Layout}."
            );
        }

        var record = row.ContainsKey(PackedColumn)
            ? JsonSerializer.Deserialize(Unpack(Joined(row, PackedColumn)), type)
            : JsonSerializer.Deserialize(Joined(row, PlainColumn), type);
        return record ?? throw new InvalidDataException($"Row '{row.RowKey}' holds no record.");
    }

    private static TableEntity Chunked(string partition, string row, string column, byte[] body)
    {
        var entity = new TableEntity(partition, row) { [LayoutColumn] = Layout };
        if (body.Length <= TableLimits.PropertyBytes)
        {
            entity[column] = body;
            return entity;
        }

        foreach (var (index, chunk) in body.Chunk(TableLimits.PropertyBytes).Index())
        {
            entity[ColumnName(column, index)] = chunk;
        }

        return entity;
    }

    private static byte[] Joined(TableEntity row, string column)
    {
        var first = row.GetBinary(column) ?? [];
        if (!row.ContainsKey(ColumnName(column, 1)))
        {
            return first;
        }

        using var whole = new MemoryStream();
        for (var index = 0; row.TryGetValue(ColumnName(column, index), out var chunk); index++)
        {
            whole.Write((byte[])chunk);
        }

        return whole.ToArray();
    }

    private static string ColumnName(string column, int index) => index == 0 ? column : $"{column}{index}";

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new MemoryStream(packed);
        using var unpack = new BrotliStream(source, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        unpack.CopyTo(whole);
        return whole.ToArray();
    }
}
