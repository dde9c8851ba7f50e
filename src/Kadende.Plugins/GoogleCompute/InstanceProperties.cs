using System.Text.Json;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>The <c>resourceProperties</c> of a group of Compute Engine instances.</summary>
internal sealed record InstanceProperties(JsonElement Source)
{
    public string? Project => Source.TextOf("project");

    public string? MachineType => Source.TextOf("machineType") ?? Source.TextOf("instanceType");

    public string MachineTypePath =>
        Source.Field("machineType") is not null ? "machineType" : PathIfWritten("instanceType");

    public string? Image => Source.TextOf("image");

    public string? ImageProject => Source.TextOf("imageProject");

    public long? DiskSize => Source.WholeOf("diskSize");

    public string? DiskType => Source.TextOf("diskType");

    public string? Network => Source.TextOf("network");

    public string? Subnet => Source.TextOf("subnet");

    public string? ServiceAccount => Source.TextOf("serviceAccount");

    public string? Key => Source.TextOf("key");

    public bool IsSpot => Source.IsTrue("spot") || Source.IsTrue("preemptible");

    public bool HasExternalAddress => Source.Field("externalAddress") is not { ValueKind: JsonValueKind.False };

    public bool UsesPrivateAddress => Source.TextOf("address") == "private" || !HasExternalAddress;

    /// <summary>Null: the host's own.</summary>
    public string? Credentials => Source.TextOf("credentials");

    public string? Endpoint => Source.TextOf("endpoint");

    public IReadOnlyList<string> Tags => [.. Source.TextsOf("tags")];

    /// <summary>With the path of each; empty: the default one.</summary>
    public IReadOnlyList<(string Path, string Text)> Zones =>
        [
            .. Source.TextOf("zone") is { } one ? new[] { ("zone", one) } : [],
            .. Source.TextsOf("zones").Select((zone, i) => ($"zones/{i}", zone)),
        ];

    /// <summary>The field, or the whole when it is a default that is meant.</summary>
    public string PathIfWritten(string name) => Source.Field(name) is null ? "" : name;

    /// <summary>What the schema cannot say.</summary>
    public IEnumerable<PropertyFault> Faults()
    {
        if (Endpoint is { } endpoint)
        {
            if (!RestEndpoint.TryParse(endpoint, out _))
            {
                yield return new PropertyFault("endpoint", $"'{endpoint}' {RestEndpoint.Rule}.");
            }

            if (Credentials is null)
            {
                yield return new PropertyFault(
                    "endpoint",
                    "An endpoint of your own needs 'credentials' of your own beside it: the host's go to the host's endpoint only."
                );
            }
        }

        foreach (
            var (one, other) in new[] { ("zone", "zones"), ("machineType", "instanceType"), ("spot", "preemptible") }
        )
        {
            if (Source.Field(one) is not null && Source.Field(other) is not null)
            {
                yield return new PropertyFault(other, $"Write '{one}' or '{other}', not both.");
            }
        }
    }
}
