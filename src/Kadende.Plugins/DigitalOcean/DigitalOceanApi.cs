using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>The requests to DigitalOcean's API v2 that droplets need.</summary>
internal sealed class DigitalOceanApi(RestClient client)
{
    private const int PageSize = 200;

    /// <summary>Lists of an account, such as its keys, end long before.</summary>
    private const int MostPages = 50;

    /// <summary>One page of droplets.</summary>
    /// <param name="tag">Null: all of the account.</param>
    public async Task<(IReadOnlyList<JsonElement> Droplets, int? NextPage)> ListDropletsAsync(
        string? tag,
        int page,
        CancellationToken cancellationToken
    )
    {
        var query = tag is null ? "" : $"&tag_name={Uri.EscapeDataString(tag)}";
        return await ListAsync($"/v2/droplets?per_page={PageSize}{query}", "droplets", page, cancellationToken);
    }

    /// <summary>How many droplets the account has; null when the answer does not tell.</summary>
    public async Task<long?> CountDropletsAsync(CancellationToken cancellationToken) =>
        (await FindAsync("/v2/droplets?per_page=1", cancellationToken))?.Field("meta")?.WholeOf("total");

    public async Task<IReadOnlyList<JsonElement>> ListAllDropletsAsync(string tag, CancellationToken cancellationToken)
    {
        var all = new List<JsonElement>();
        for (int? page = 1; page is { } number; )
        {
            var (droplets, next) = await ListDropletsAsync(tag, number, cancellationToken);
            all.AddRange(droplets);
            page = next;
        }

        return all;
    }

    /// <summary>Keys, sizes or regions of the account.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAllAsync(
        string path,
        string field,
        CancellationToken cancellationToken
    )
    {
        var all = new List<JsonElement>();
        for (int? page = 1; page is { } number and <= MostPages; )
        {
            var (items, next) = await ListAsync($"{path}?per_page={PageSize}", field, number, cancellationToken);
            all.AddRange(items);
            page = next;
        }

        return all;
    }

    /// <returns>Null when there is none.</returns>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(new RestRequest(HttpMethod.Get, path), cancellationToken);
        return answer.Status == 404 ? null : Checked(answer);
    }

    public async Task<JsonElement?> FindDropletAsync(string id, CancellationToken cancellationToken) =>
        (await FindAsync($"/v2/droplets/{id}", cancellationToken))?.Field("droplet");

    /// <summary>Makes up to ten droplets that differ in their names only.</summary>
    public async Task<IReadOnlyList<JsonElement>> CreateDropletsAsync(
        JsonObject droplets,
        CancellationToken cancellationToken
    )
    {
        var body = Checked(
            await client.SendAsync(
                new RestRequest(HttpMethod.Post, "/v2/droplets") { Body = droplets },
                cancellationToken
            )
        );
        return [.. body.ItemsOf("droplets")];
    }

    public async Task DeleteDropletAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            new RestRequest(HttpMethod.Delete, $"/v2/droplets/{id}"),
            cancellationToken
        );
        if (answer.Status != 404)
        {
            Checked(answer);
        }
    }

    /// <summary>Puts a tag on a droplet; the tag need not exist before.</summary>
    public async Task TagAsync(string tag, string id, CancellationToken cancellationToken)
    {
        var made = await client.SendAsync(
            new RestRequest(HttpMethod.Post, "/v2/tags")
            {
                Body = new JsonObject { ["name"] = tag },
                IsRepeatable = true,
            },
            cancellationToken
        );
        // Whether a tag that exists is refused is not told by the documents; whether it exists is seen by the next request.
        if (made.Status is not (409 or 422))
        {
            Checked(made);
        }

        Checked(await client.SendAsync(OfTag(HttpMethod.Post, tag, id), cancellationToken));
    }

    public async Task UntagAsync(string tag, string id, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(OfTag(HttpMethod.Delete, tag, id), cancellationToken);
        if (answer.Status != 404)
        {
            Checked(answer);
        }
    }

    private async Task<(IReadOnlyList<JsonElement> Items, int? NextPage)> ListAsync(
        string path,
        string field,
        int page,
        CancellationToken cancellationToken
    )
    {
        var answer = await client.SendAsync(
            new RestRequest(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{path}&page={page}")),
            cancellationToken
        );
        // A listing that is not found, or is none, must not look as if there were no droplets.
        if (answer.Status == 404 || Checked(answer).Field(field) is not { ValueKind: JsonValueKind.Array } items)
        {
            throw new ProviderUnavailableException($"DigitalOcean gave no listing of '{field}' ({answer.Status}).");
        }

        // The link itself is not followed: it may name another host, and the token would go there.
        var hasNext = answer.Body.Field("links")?.Field("pages")?.TextOf("next") is { Length: > 0 };
        return ([.. items.EnumerateArray()], hasNext ? page + 1 : null);
    }

    private static RestRequest OfTag(HttpMethod method, string tag, string id) =>
        new(method, $"/v2/tags/{Uri.EscapeDataString(tag)}/resources")
        {
            IsRepeatable = true,
            Body = new JsonObject
            {
                ["resources"] = new JsonArray(new JsonObject { ["resource_id"] = id, ["resource_type"] = "droplet" }),
            },
        };

    private static JsonElement Checked(RestAnswer answer) =>
        answer.IsGood ? answer.Body : throw DigitalOceanFailure.Of(answer);
}
