using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>What an account has and may have: its limit, keys and networks, and the sizes, regions and images that are offered to it.</summary>
public sealed class FakeAccount
{
    public int DropletLimit { get; set; } = 100_000;

    public string Status { get; set; } = "active";

    public IList<FakeKey> Keys { get; } =
    [
        new(289794, "mwas", "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"),
        new(289795, "twice", "aa:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"),
        new(289796, "twice", "bb:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"),
    ];

    /// <summary>Which region has which sizes.</summary>
    public IDictionary<string, IReadOnlyList<string>> Regions { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["nyc3"] = ["s-1vcpu-1gb", "s-1vcpu-2gb", "s-2vcpu-4gb", "c-2"],
            ["fra1"] = ["s-1vcpu-1gb", "s-1vcpu-2gb"],
            ["ams3"] = ["s-1vcpu-1gb"],
        };

    public ISet<string> Images { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "ubuntu-24-04-x64", "debian-12-x64", "7555620" };

    /// <summary>Networks and the region of each.</summary>
    public IDictionary<string, string> Vpcs { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["760e09ef-dc84-11e8-981e-3cfdfeaae000"] = "nyc3" };

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/v2/account",
            () =>
                Results.Json(
                    new JsonObject
                    {
                        ["account"] = new JsonObject { ["droplet_limit"] = DropletLimit, ["status"] = Status },
                    }
                )
        );
        routes.MapGet(
            "/v2/account/keys",
            (HttpRequest request) => FakePage.Of(request, "ssh_keys", [.. Keys.Select(key => key.ToJson())])
        );
        routes.MapGet("/v2/regions", (HttpRequest request) => FakePage.Of(request, "regions", RegionList()));
        routes.MapGet("/v2/sizes", (HttpRequest request) => FakePage.Of(request, "sizes", SizeList()));
        routes.MapGet(
            "/v2/images/{image}",
            (string image) =>
                Images.Contains(image)
                    ? Results.Json(new JsonObject { ["image"] = new JsonObject { ["slug"] = image } })
                    : DigitalOceanError.NotFound()
        );
        routes.MapGet(
            "/v2/vpcs/{id}",
            (string id) =>
                Vpcs.TryGetValue(id, out var region)
                    ? Results.Json(
                        new JsonObject
                        {
                            ["vpc"] = new JsonObject { ["id"] = id, ["region"] = region },
                        }
                    )
                    : DigitalOceanError.NotFound()
        );
    }

    private IReadOnlyList<JsonObject> RegionList() =>
        [
            .. Regions.Select(region => new JsonObject
            {
                ["slug"] = region.Key,
                ["name"] = region.Key,
                ["sizes"] = Texts(region.Value),
                ["available"] = true,
                ["features"] = new JsonArray(),
            }),
        ];

    private IReadOnlyList<JsonObject> SizeList() =>
        [
            .. Regions
                .SelectMany(region => region.Value)
                .Distinct(StringComparer.Ordinal)
                .Select(size => new JsonObject
                {
                    ["slug"] = size,
                    ["available"] = true,
                    ["regions"] = Texts(
                        Regions.Where(region => region.Value.Contains(size)).Select(region => region.Key)
                    ),
                }),
        ];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
