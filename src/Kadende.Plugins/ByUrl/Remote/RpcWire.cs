using System.Buffers;
using System.Text;
using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>JSON-RPC 2.0 as plugins speak it.</summary>
internal static class RpcWire
{
    private const int LongestMessage = 1000;

    /// <param name="parameters">Writes the one object that the method takes.</param>
    public static ReadOnlyMemory<byte> Request(string method, long id, Action<Utf8JsonWriter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        parameters(writer);
        writer.WriteNumber("id", id);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The result, which is an object.</summary>
    /// <exception cref="RpcException">The plugin refuses.</exception>
    /// <exception cref="ProviderUnavailableException">This is no answer to the request.</exception>
    public static JsonElement ResultOf(ReadOnlyMemory<byte> answer, long id)
    {
        var root = Parse(answer) ?? throw Nonsense(answer, "is not JSON");
        if (!IsAnswer(root, id))
        {
            throw Nonsense(answer, "is not a JSON-RPC 2.0 answer to the request");
        }

        ThrowIfRefused(root);
        return root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
            ? result
            : throw Nonsense(answer, "has neither a result nor an error");
    }

    /// <summary>Throws nothing when this is no answer to the request, or no error.</summary>
    /// <exception cref="RpcException">The plugin refuses.</exception>
    public static void ThrowIfRefused(ReadOnlyMemory<byte> answer, long id)
    {
        if (Parse(answer) is { } root && IsAnswer(root, id))
        {
            ThrowIfRefused(root);
        }
    }

    private static void ThrowIfRefused(JsonElement root)
    {
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw new RpcException(MessageOf(error));
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            var isMarked = answer.Span.StartsWith(Encoding.UTF8.Preamble);
            using var document = JsonDocument.Parse(isMarked ? answer[Encoding.UTF8.Preamble.Length..] : answer);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsAnswer(JsonElement root, long id) =>
        root.ValueKind == JsonValueKind.Object && IsTwo(root) && IsFor(root, id);

    private static bool IsTwo(JsonElement root) =>
        root.TryGetProperty("jsonrpc", out var version)
        && version.ValueKind == JsonValueKind.String
        && version.ValueEquals("2.0");

    /// <summary>Our ids are small, and some languages know no numbers but floating ones: they answer 7.0 to 7.</summary>
    private static bool IsFor(JsonElement root, long id) =>
        root.TryGetProperty("id", out var echoed)
        && echoed.ValueKind == JsonValueKind.Number
        && echoed.TryGetDecimal(out var number)
        && number == id;

    private static string MessageOf(JsonElement error) =>
        Cut(error.Text("message") is { Length: > 0 } message ? message : error.GetRawText(), LongestMessage);

    private static ProviderUnavailableException Nonsense(ReadOnlyMemory<byte> answer, string what)
    {
        var start = Encoding.UTF8.GetString(answer.Span[..Math.Min(answer.Length, 60)]);
        var shown = new string([.. start.Select(c => char.IsControl(c) ? ' ' : c)]);
        return new ProviderUnavailableException(
            answer.IsEmpty ? "its answer is empty" : $"its answer {what}, it begins with: {shown}"
        );
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..length]}...";
}
