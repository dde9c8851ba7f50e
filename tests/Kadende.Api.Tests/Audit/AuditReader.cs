using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Kadende.Api.Tests.Audit;

/// <summary>Reads the audit through the API, page by page to its end.</summary>
internal static class AuditReader
{
    /// <param name="path">With its query, without a place to begin.</param>
    public static async Task<IReadOnlyList<JsonNode>> ReadAuditAsync(
        this ApiClient client,
        string path,
        int size = 1000
    )
    {
        var all = new List<JsonNode>();
        string? next = null;
        do
        {
            var after = next is null ? "" : $"&after={next}";
            var answer = await client.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}size={size}{after}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            all.AddRange(answer.Json["items"]!.AsArray().Select(one => one!));
            next = (string?)answer.Json["next"];
        } while (next is not null);

        return all;
    }

    /// <summary>What the audit tells of the request that had this answer.</summary>
    public static async Task<JsonNode> AuditOfAsync(this ApiClient client, string path, Answer answer) =>
        Assert.Single(
            await client.ReadAuditAsync(path),
            one => (string?)one["requestId"] == answer.Headers.GetValues("X-Request-Id").Single()
        );
}
