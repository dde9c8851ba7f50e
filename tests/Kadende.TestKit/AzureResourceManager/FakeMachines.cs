using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>Virtual machines.</summary>
internal sealed class FakeMachines(FakeStore store, FakeCatalogue catalogue)
{
    public const string Type = "Microsoft.Compute/virtualMachines";
    public const string DiskType = "Microsoft.Compute/disks";

    /// <summary>What machines write to their consoles, by name.</summary>
    public Dictionary<string, string> Consoles { get; } = new(StringComparer.Ordinal);

    /// <summary>Machines of which the subscription's listing does not tell yet.</summary>
    public HashSet<string> Untold { get; } = new(StringComparer.Ordinal);

    /// <summary>Where console texts are said to be; null: here.</summary>
    public string? BlobsAt { get; set; }

    public void Map(IEndpointRouteBuilder routes, FakeResources resources)
    {
        resources.Map(routes, Type, 64, Make, _ => null);
        routes.MapGet($"/subscriptions/{{subscription}}/providers/{Type}", Statuses);
        const string One = $"/subscriptions/{{subscription}}/resourceGroups/{{group}}/providers/{Type}/{{name}}";
        routes.MapPatch($"{One}/providers/Microsoft.Resources/tags/default", TagAsync);
        routes.MapPost($"{One}/retrieveBootDiagnosticsData", Console);
        routes.MapGet(
            "/blobs/{name}",
            (HttpRequest request, string name) =>
                request.Query["sig"] == "signed"
                && request.Headers.Authorization.Count == 0
                && Consoles.TryGetValue(name, out var text)
                    ? Results.Text(text)
                    : Results.NotFound()
        );
    }

    /// <summary>References to what may go with a machine or interface, and what happens to it then.</summary>
    public static IEnumerable<(string? Id, string? DeleteOption)> PartsOf(FakeResource resource) =>
        ReferencesOf(resource)
            .Select(part => ((string?)part["id"], (string?)part["properties"]?["deleteOption"]))
            .Append(
                (
                    DiskIdOf(resource),
                    // What is not said is kept.
                    (string?)resource.Properties["storageProfile"]?["osDisk"]?["deleteOption"]
                )
            );

    private static string? DiskIdOf(FakeResource machine) =>
        (string?)machine.Properties["storageProfile"]?["osDisk"]?["name"] is { } disk
            ? $"{machine.Id[..machine.Id.IndexOf("/providers/", StringComparison.Ordinal)]}/providers/{DiskType}/{disk}"
            : null;

    private static IEnumerable<JsonNode> ReferencesOf(FakeResource resource) =>
        (resource.Properties["networkProfile"]?["networkInterfaces"] as JsonArray ?? [])
            .Concat(
                (resource.Properties["ipConfigurations"] as JsonArray ?? []).Select(configuration =>
                    configuration?["properties"]?["publicIPAddress"]
                )
            )
            .OfType<JsonNode>();

    public static JsonObject InstanceViewOf(FakeResource machine, DateTimeOffset now)
    {
        var state = machine.StateAt(now);
        var statuses = new JsonArray(
            state == "Failed"
                ? new JsonObject
                {
                    ["code"] = $"ProvisioningState/failed/{machine.Failure?.Code}",
                    ["level"] = "Error",
                    ["message"] = machine.Failure?.Message,
                }
                : new JsonObject { ["code"] = $"ProvisioningState/{state.ToLowerInvariant()}", ["level"] = "Info" }
        );
        if (state == "Succeeded")
        {
            statuses.Add(new JsonObject { ["code"] = machine.Power, ["level"] = "Info" });
        }

        return new JsonObject { ["statuses"] = statuses };
    }

    private AzureError? Make(FakeResource made, FakeResource? before, AzureError? _)
    {
        if (before is not null)
        {
            return new AzureError(
                409,
                "PropertyChangeNotAllowed",
                "Changing property 'osProfile.customData' is not allowed."
            );
        }

        if (FakeMachineShape.Check(made, catalogue) is { } fault)
        {
            return fault;
        }

        var reference = made.Properties["networkProfile"]?["networkInterfaces"]?[0];
        if (store.Find((string?)reference?["id"]) is not { } card)
        {
            return FakeNetwork.Unknown((string?)reference?["id"], made);
        }

        if (card.Properties["virtualMachine"] is not null)
        {
            return new AzureError(409, "NicInUse", $"Network Interface {card.Id} is used by existing resource.");
        }

        if (card.StateAt(store.Now) != "Succeeded")
        {
            return FakeNetwork.NotReady(card, made);
        }

        card.Properties["virtualMachine"] = new JsonObject { ["id"] = made.Id };
        made.Properties["timeCreated"] = store.Now.ToString("O");
        made.Properties["vmId"] = $"vm-{made.Name}";
        if (DiskIdOf(made) is { } disk)
        {
            store.Put(
                new FakeResource(
                    disk,
                    disk[(disk.LastIndexOf('/') + 1)..],
                    DiskType,
                    new JsonObject
                    {
                        ["location"] = (string?)made.Body["location"],
                        ["managedBy"] = made.Id,
                        ["properties"] = new JsonObject(),
                    }
                )
            );
        }

        return null;
    }

    /// <summary>Every machine of the subscription: what it is, and whether it runs.</summary>
    private IResult Statuses(HttpRequest request)
    {
        lock (store.Lock)
        {
            return (string?)request.Query["statusOnly"] == "true"
                ? store.Page(
                    request,
                    [
                        .. store
                            .All(Type)
                            .Where(machine => !Untold.Contains(machine.Name))
                            .Select(machine => new JsonObject
                            {
                                ["id"] = FakeResources.ShownId(machine),
                                ["name"] = machine.Name,
                                ["type"] = Type,
                                ["location"] = (string?)machine.Body["location"],
                                ["properties"] = new JsonObject
                                {
                                    ["instanceView"] = InstanceViewOf(machine, store.Now),
                                },
                            }),
                    ]
                )
                : new AzureError(400, "InvalidParameter", "Only the statuses of the subscription are played.").Result;
        }
    }

    private async Task<IResult> TagAsync(HttpRequest request, string group, string name)
    {
        var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        var tags = body?["properties"]?["tags"] as JsonObject;
        lock (store.Lock)
        {
            if (store.Find(request.Path.ToString().Split("/providers/Microsoft.Resources/")[0]) is not { } machine)
            {
                return AzureError.Missing(Type, name, group).Result;
            }

            if ((string?)body?["operation"] is not "Merge" || tags is null)
            {
                return new AzureError(
                    400,
                    "InvalidRequestContent",
                    "The operation must be Merge, Replace or Delete."
                ).Result;
            }

            var merged = (machine.Body["tags"] as JsonObject)?.DeepClone().AsObject() ?? [];
            foreach (var (tag, value) in tags)
            {
                merged[tag] = value?.DeepClone();
            }

            if (FakeRules.Check(merged) is { } fault)
            {
                return fault.Result;
            }

            machine.Body["tags"] = merged;
            return Results.Json(new JsonObject { ["properties"] = new JsonObject { ["tags"] = merged.DeepClone() } });
        }
    }

    private IResult Console(HttpRequest request, string group, string name)
    {
        lock (store.Lock)
        {
            return store.Find(request.Path.ToString()[..^"/retrieveBootDiagnosticsData".Length]) is null
                ? AzureError.Missing(Type, name, group).Result
                : Results.Json(
                    new JsonObject
                    {
                        ["serialConsoleLogBlobUri"] =
                            $"{BlobsAt ?? $"{request.Scheme}://{request.Host}"}/blobs/{name}?sig=signed",
                    }
                );
        }
    }
}
