using System.IO.Compression;
using System.Text;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>What stands in a binary column of a row: text as it is, or compressed with Brotli.</summary>
internal static class RowText
{
    public static string Of(string column, byte[] value) =>
        Encoding.UTF8.GetString(column.StartsWith('Z') ? Unpack(value) : value);

    private static byte[] Unpack(byte[] packed)
    {
        using var unpack = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        unpack.CopyTo(whole);
        return whole.ToArray();
    }
}
