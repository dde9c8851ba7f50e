using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.Rest;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>
/// Makes the droplets of one call. The API has no key that makes a repeated request harmless: what an earlier call made is looked for
/// first, by its name.
/// </summary>
internal sealed class DropletCreation(DigitalOceanApi api, DropletProperties properties, DigitalOceanOptions options)
{
    private const int MaxUserData = 64 << 10;

    public async Task<IReadOnlyList<CreateResult>> RunAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var wanted = requests.Select(Wanted.Of).ToList();
        var existing = await FindExistingAsync(wanted, cancellationToken);
        var keys = await KeyIdsAsync(cancellationToken);
        var results = new CreateResult?[requests.Count];
        for (var i = 0; i < wanted.Count; i++)
        {
            results[i] =
                wanted[i].Problem is { } problem ? new CreateResult.Failed(problem)
                : existing.TryGetValue(wanted[i].Name, out var droplet) ? Created(droplet, requests[i])
                : null;
        }

        var portions = Enumerable
            .Range(0, requests.Count)
            .Where(i => results[i] is null)
            .GroupBy(i => (Region: RegionOf(requests[i]), Tags: string.Join(' ', wanted[i].Tags), requests[i].Init));
        foreach (var portion in portions)
        {
            var made = await MakeAsync(
                [.. portion.Select(i => (requests[i], wanted[i]))],
                portion.Key.Region,
                keys,
                cancellationToken
            );
            foreach (var (i, result) in portion.Zip(made))
            {
                results[i] = result;
            }
        }

        return [.. results.OfType<CreateResult>()];
    }

    private async Task<IReadOnlyList<CreateResult>> MakeAsync(
        IReadOnlyList<(CreateRequest Request, Wanted Wanted)> portion,
        string region,
        JsonArray keys,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var body = BodyOf(portion[0].Request, portion[0].Wanted.Tags, region, keys);
            body["names"] = new JsonArray([.. portion.Select(one => JsonValue.Create(one.Wanted.Name))]);
            var made = await api.CreateDropletsAsync(body, cancellationToken);
            var byName = made.DistinctBy(droplet => droplet.TextOf("name")).ToDictionary(d => d.TextOf("name") ?? "");
            return
            [
                .. portion.Select<(CreateRequest Request, Wanted Wanted), CreateResult>(one =>
                    byName.TryGetValue(one.Wanted.Name, out var droplet)
                        ? Created(droplet, one.Request)
                        : new CreateResult.Failed(
                            new ProviderUnavailableException(
                                $"DigitalOcean's answer does not tell of the droplet '{one.Wanted.Name}'."
                            )
                        )
                ),
            ];
        }
        catch (InstanceGoneException failure)
        {
            // Nothing that exists was asked for: what is not found is the image or the like.
            return Failed(new RequestRejectedException(failure.Message, failure));
        }
        catch (ProviderException failure)
        {
            return Failed(failure);
        }

        IReadOnlyList<CreateResult> Failed(ProviderException failure) =>
            [.. portion.Select(_ => new CreateResult.Failed(failure))];
    }

    private JsonObject BodyOf(CreateRequest request, IReadOnlyList<string> tags, string region, JsonArray keys)
    {
        if (request.Init is { } init && Encoding.UTF8.GetByteCount(init) > MaxUserData)
        {
            throw new RequestRejectedException(
                $"The init is longer than {MaxUserData >> 10} KiB, the most that a droplet takes as user data: fetch the rest from it."
            );
        }

        var image = properties.Image ?? options.Image;
        return new JsonObject
        {
            ["region"] = region,
            ["size"] = properties.Size,
            ["image"] = long.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? JsonValue.Create(id)
                : JsonValue.Create(image),
            ["ssh_keys"] = keys.DeepClone(),
            ["backups"] = properties.Has("backups"),
            ["ipv6"] = properties.Has("ipv6"),
            ["monitoring"] = properties.Has("monitoring"),
            ["tags"] = new JsonArray([.. tags.Concat(properties.Tags).Select(tag => JsonValue.Create(tag))]),
            ["user_data"] = request.Init,
            ["vpc_uuid"] = properties.Vpc,
        };
    }

    /// <summary>By name, those that carry the tags that the first request's droplet would have.</summary>
    private async Task<Dictionary<string, JsonElement>> FindExistingAsync(
        List<Wanted> wanted,
        CancellationToken cancellationToken
    )
    {
        var existing = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var tag in wanted.Select(one => one.SearchTag).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (var droplet in await api.ListAllDropletsAsync(tag, cancellationToken))
            {
                existing.TryAdd(droplet.TextOf("name") ?? "", droplet);
            }
        }

        return existing;
    }

    private async Task<JsonArray> KeyIdsAsync(CancellationToken cancellationToken)
    {
        if (properties.SshKeys.Count == 0)
        {
            return [];
        }

        var known = await api.ListAllAsync("/v2/account/keys", "ssh_keys", cancellationToken);
        return
        [
            .. properties.SshKeys.Select(key =>
                DropletKeys.Find(known, key.Text) is { } id
                    ? JsonValue.Create(id)
                    : throw new RequestRejectedException(DropletKeys.UnknownSentence(known, key.Text))
            ),
        ];
    }

    private string RegionOf(CreateRequest request) =>
        properties.Regions is { Count: > 0 } regions ? regions[request.Spread % regions.Count].Text : options.Region;

    private CreateResult.Created Created(JsonElement droplet, CreateRequest request) =>
        // Tags may reach the droplet a moment after it is made; ours are known.
        new(
            DropletView.Of(droplet, properties.UsesPrivateAddress) with
            {
                Labels = request.Labels,
                LogicalId = request.LogicalId,
            }
        );

    /// <summary>What one request's droplet is called and tagged.</summary>
    private sealed record Wanted(string Name, IReadOnlyList<string> Tags, string? SearchTag, ProviderException? Problem)
    {
        public static Wanted Of(CreateRequest request)
        {
            try
            {
                var name = DropletName.Of(request);
                if (!request.Labels.TryGetValue(LabelNames.Node, out var node))
                {
                    throw new RequestRejectedException($"The label {LabelNames.Node} is missing.");
                }

                var tagged = request.Labels.Where(label =>
                    label.Key != LabelNames.Node || DropletName.NodeOf(name) != node
                );
                if (request.LogicalId is { } logicalId)
                {
                    tagged = tagged.Append(KeyValuePair.Create(DropletView.LogicalId, logicalId));
                }

                return new Wanted(name, DropletTags.Encode(tagged), DropletSearch.TagFor(request.Labels), null);
            }
            catch (RequestRejectedException failure)
            {
                return new Wanted("", [], null, failure);
            }
        }
    }
}
