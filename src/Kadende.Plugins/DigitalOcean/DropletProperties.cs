using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>The <c>resourceProperties</c> of a group of droplets.</summary>
internal sealed record DropletProperties
{
    public required JsonElement Source { get; init; }

    /// <summary>Null: the host's own. An empty one is never replaced by it.</summary>
    public string? Token => Text("token");

    public string? Endpoint => Text("endpoint");

    public string? Image => Text("image");

    public string? Vpc => Text("vpc");

    public bool UsesPrivateAddress => Text("address") == "private";

    /// <summary>As written: names, fingerprints or ids; with the path of each.</summary>
    public IReadOnlyList<(string Path, string Text)> SshKeys => Listed("sshKey", "sshKeys");

    /// <summary>Empty: the default one.</summary>
    public IReadOnlyList<(string Path, string Text)> Regions => Listed("region", "regions");

    public IReadOnlyList<string> Tags => [.. Source.TextsOf("tags")];

    /// <summary>Null when the kind has none of that memory.</summary>
    public string? Size =>
        Text("size")
        ?? (
            Source.Field("memory") is null && Kind is null
                ? DropletSizes.Smallest
                : DropletSizes.Find(Kind ?? "standard", Memory)
        );

    private string? Kind => Text("instanceType");

    private decimal Memory => Source.Field("memory")?.GetDecimal() ?? 0;

    public static DropletProperties Parse(JsonElement properties) => new() { Source = properties };

    public bool Has(string name) => Source.IsTrue(name);

    /// <summary>What the schema cannot say.</summary>
    public IEnumerable<PropertyFault> Faults()
    {
        if (Endpoint is { } endpoint)
        {
            if (!RestEndpoint.TryParse(endpoint, out _))
            {
                yield return new PropertyFault("endpoint", $"'{endpoint}' {RestEndpoint.Rule}.");
            }

            if (Token is null)
            {
                yield return new PropertyFault(
                    "endpoint",
                    "An endpoint of your own needs a 'token' of your own beside it: the host's token goes to the host's endpoint only."
                );
            }
        }

        if (Text("region") is not null && Source.Field("regions") is not null)
        {
            yield return new PropertyFault("regions", "Write 'region' or 'regions', not both.");
        }

        foreach (var fault in SizeFaults())
        {
            yield return fault;
        }
    }

    private IEnumerable<PropertyFault> SizeFaults()
    {
        if (Text("size") is not null && (Kind ?? Source.TextOf("memory")) is not null)
        {
            yield return new PropertyFault("size", "Write 'size', or 'instanceType' and 'memory', not both.");
        }
        else if (Kind is { } kind && Source.Field("memory") is null)
        {
            yield return new PropertyFault(
                "instanceType",
                $"'{kind}' needs 'memory' beside it, in GB: one of {DropletSizes.MemoriesOf(kind)}; or write a 'size' instead."
            );
        }
        else if (Size is null)
        {
            yield return new PropertyFault(
                "memory",
                $"'{Kind ?? "standard"}' comes with {DropletSizes.MemoriesOf(Kind ?? "standard")} GB of memory, not {Source.TextOf("memory")}; "
                    + "other droplets are named by their 'size', such as s-2vcpu-2gb."
            );
        }
    }

    private string? Text(string name) => Source.TextOf(name);

    private IReadOnlyList<(string Path, string Text)> Listed(string one, string many) =>
        [
            .. Text(one) is { } single ? new[] { (one, single) } : [],
            .. Source.ItemsOf(many).Select((item, i) => ($"{many}/{i}", item.ToString())),
        ];
}
