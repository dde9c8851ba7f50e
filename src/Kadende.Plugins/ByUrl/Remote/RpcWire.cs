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
        var root = Parse(answer);
        if (root.ValueKind != JsonValueKind.Object || !IsTwo(root) || !IsFor(root, id))
        {
            throw Nonsense(answer, "is not a JSON-RPC 2.0 answer to the request");
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw new RpcException(MessageOf(error));
        }

        return root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
            ? result
            : throw Nonsense(answer, "has neither a result nor an error");
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Nonsense(answer, "is not JSON");
        }
    }

    private static bool IsTwo(JsonElement root) =>
        root.TryGetProperty("jsonrpc", out var version)
        && version.ValueKind == JsonValueKind.String
        && version.ValueEquals("2.0");

    private static bool IsFor(JsonElement root, long id) =>
        root.TryGetProperty("id", out var echoed)
        && echoed.ValueKind == JsonValueKind.Number
        && echoed.TryGetInt64(out var number)
        && number == id;

    private static string MessageOf(JsonElement error)
    {
        var message =
            error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("message", out var text)
            && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : error.GetRawText();
        return Cut(message, LongestMessage);
    }

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
