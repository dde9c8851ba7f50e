using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>What the fake offers: one location with three zones, a few sizes and images, and quotas.</summary>
public sealed class FakeCatalogue
{
    public const string Location = "westeurope";

    private static readonly string[] Quotas = ["cores", "lowPriorityCores", "standardFamily", "virtualMachines"];

    /// <summary>Sizes, with their cores and the zones that have them.</summary>
    internal Dictionary<string, (int Cores, string[] Zones)> Sizes { get; } =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Standard_B2s"] = (2, ["1", "2", "3"]),
            ["Standard_D4s_v5"] = (4, ["1", "2", "3"]),
            ["Standard_M128s"] = (128, ["1", "2"]),
        };

    /// <summary>Sizes that the subscription may not use, and in which zones; no zones: in the whole location.</summary>
    public IDictionary<string, string[]> Restrictions { get; } =
        new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many cores the subscription may have.</summary>
    public int CoreLimit { get; set; } = 100;

    /// <summary>How much of each quota is used.</summary>
    public int Used { get; set; }

    internal HashSet<string> Images { get; } =
        new(StringComparer.OrdinalIgnoreCase)
        {
            "Debian:debian-12:12-gen2",
            "Canonical:ubuntu-24_04-lts:server",
            "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2",
        };

    /// <summary>The name of the one image of the subscription's own.</summary>
    public const string OwnImage = "golden";

    internal void Map(IEndpointRouteBuilder routes, FakeStore store)
    {
        const string Compute = "/subscriptions/{subscription}/providers/Microsoft.Compute";
        routes.MapGet($"{Compute}/skus", (HttpRequest request) => Skus(request, store));
        routes.MapGet($"{Compute}/locations/{{location}}/usages", (HttpRequest request) => Usages(request, store));
        routes.MapGet(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/images/{name}",
            (string group, string name) =>
                name == OwnImage
                    ? Results.Json(new JsonObject { ["name"] = name, ["location"] = Location })
                    : AzureError.Missing("Microsoft.Compute/images", name, group).Result
        );
        const string Versions =
            $"{Compute}/locations/{{location}}/publishers/{{publisher}}/artifacttypes/vmimage/offers/{{offer}}/skus/{{sku}}/versions";
        routes.MapGet(
            Versions,
            (string publisher, string offer, string sku) =>
                Images.Contains($"{publisher}:{offer}:{sku}")
                    ? Results.Json(new JsonArray(new JsonObject { ["name"] = "1.0.0", ["location"] = Location }))
                    : NoImage(publisher, offer, sku)
        );
        routes.MapGet(
            $"{Versions}/{{version}}",
            (string publisher, string offer, string sku, string version) =>
                Images.Contains($"{publisher}:{offer}:{sku}") && version == "1.0.0"
                    ? Results.Json(new JsonObject { ["name"] = "1.0.0", ["location"] = Location })
                    : NoImage(publisher, offer, sku)
        );
    }

    private static IResult NoImage(string publisher, string offer, string sku) =>
        new AzureError(404, "NotFound", $"Artifact: VMImage was not found: {publisher} {offer} {sku}.").Result;

    private IResult Skus(HttpRequest request, FakeStore store)
    {
        var isHere = request.Query["$filter"].ToString() == $"location eq '{Location}'";
        var disk = new JsonObject { ["resourceType"] = "disks", ["name"] = "Premium_LRS" };
        return store.Page(
            request,
            isHere ? [disk, .. Sizes.Select(size => Sku(size.Key, size.Value.Cores, size.Value.Zones))] : []
        );
    }

    private JsonObject Sku(string name, int cores, string[] zones)
    {
        var restrictions = new JsonArray();
        if (Restrictions.TryGetValue(name, out var closed))
        {
            restrictions.Add(
                new JsonObject
                {
                    ["type"] = closed.Length == 0 ? "Location" : "Zone",
                    ["reasonCode"] = "NotAvailableForSubscription",
                    ["values"] = Texts([Location]),
                    ["restrictionInfo"] = new JsonObject
                    {
                        ["locations"] = Texts([Location]),
                        ["zones"] = Texts(closed),
                    },
                }
            );
        }

        return new JsonObject
        {
            ["resourceType"] = "virtualMachines",
            ["name"] = name,
            ["family"] = "standardFamily",
            ["locations"] = Texts([Location]),
            ["locationInfo"] = new JsonArray(new JsonObject { ["location"] = Location, ["zones"] = Texts(zones) }),
            ["capabilities"] = new JsonArray(new JsonObject { ["name"] = "vCPUs", ["value"] = $"{cores}" }),
            ["restrictions"] = restrictions,
        };
    }

    private IResult Usages(HttpRequest request, FakeStore store) =>
        store.Page(
            request,
            [
                .. Quotas.Select(name => new JsonObject
                {
                    ["unit"] = "Count",
                    ["currentValue"] = Used,
                    ["limit"] = CoreLimit,
                    ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
                }),
            ]
        );

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
