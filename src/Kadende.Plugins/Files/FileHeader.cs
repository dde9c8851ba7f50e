using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.Plugins.Files;

/// <summary>What stands in the first line of a node's file, behind the word <c>kadende</c>.</summary>
internal sealed record FileHeader
{
    private static readonly byte[] Word = "kadende "u8.ToArray();

    public required string Token { get; init; }

    public string? LogicalId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The whole file: the header's line, then the text.</summary>
    public byte[] WithText(ReadOnlySpan<byte> text)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, FileHeaderJson.Default.FileHeader);
        var file = new byte[Word.Length + json.Length + 1 + text.Length];
        Word.CopyTo(file, 0);
        json.CopyTo(file, Word.Length);
        file[Word.Length + json.Length] = (byte)'\n';
        text.CopyTo(file.AsSpan(Word.Length + json.Length + 1));
        return file;
    }

    /// <summary>Null when the file does not begin with a header: it is somebody else's.</summary>
    public static FileHeader? TryParse(ReadOnlySpan<byte> file)
    {
        var end = file.IndexOf((byte)'\n');
        if (end < 0 || !file.StartsWith(Word))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(file[Word.Length..end], FileHeaderJson.Default.FileHeader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] TextOf(string content, string? init) => Encoding.UTF8.GetBytes(content + init);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileHeader))]
internal sealed partial class FileHeaderJson : JsonSerializerContext;
