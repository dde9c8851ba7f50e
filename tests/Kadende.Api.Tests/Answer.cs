using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Kadende.Api.Tests;

/// <summary>An answer of the API, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Detail => Json["detail"]!.GetValue<string>();

    public string? ETag => Headers.ETag?.ToString();

    public IReadOnlyList<string> Names =>
        [.. Json["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>())];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            response.StatusCode,
            response.Headers,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(cancellationToken)
        );
}
