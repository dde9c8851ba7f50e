using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.EndToEnd.Tests.Http;

/// <summary>An answer of the API, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string? ETag, string Text)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public T As<T>() =>
        JsonSerializer.Deserialize<T>(Text, Json) ?? throw new InvalidOperationException($"Not an answer: {Text}");
}
