using System.Text.Json;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Plugins.Machines;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Flavours;

/// <summary>Nodes as flavours see them.</summary>
public sealed class FlavourNodes(MachineShells shells)
{
    /// <summary>On whose behalf commands are run on machines of a group.</summary>
    public static string CallerOf(string clusterId, GroupPath path) => $"{clusterId}/{path.Value}";

    internal FlavourNode Of(
        string clusterId,
        GroupSpec spec,
        IProvider? provider,
        string slotKey,
        Node node,
        Instance instance
    ) =>
        new()
        {
            Id = node.Id,
            Group = spec.Path.Value,
            Slot = slotKey,
            Instance = instance,
            IsProvisioned = node.State == NodeState.Running || node.FlavoursDone >= spec.Flavours.Count,
            Flavours = PropertiesOf(spec.Flavours),
            Shell = provider is null
                ? null
                : shells.Find(provider, instance, spec.Properties, CallerOf(clusterId, spec.Path)),
        };

    /// <summary>Whether commands could be run on machines of this configuration once they are there.</summary>
    internal bool CanReach(IProvider provider, GroupSpec spec) =>
        provider.Exec is not null
        || (
            provider.Description.Capabilities.HasAddresses
            && shells.Find(provider, Imagined, spec.Properties, caller: "") is not null
        );

    /// <summary>The machine as far as the node's record tells.</summary>
    internal static Instance Recorded(Node node) =>
        new()
        {
            Id = node.InstanceId ?? "",
            State = node.State == NodeState.Running ? InstanceState.Running : InstanceState.Unknown,
            Labels = node.Labels,
            Address = node.Address,
            Details = node.Details,
        };

    /// <summary>A machine that could be reached if it was there.</summary>
    private static readonly Instance Imagined = new()
    {
        Id = "none",
        State = InstanceState.Starting,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal),
        Address = "127.0.0.1",
    };

    private static Dictionary<string, JsonElement> PropertiesOf(IReadOnlyList<FlavourSpec> flavours)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var flavour in flavours)
        {
            properties.TryAdd(flavour.Name, flavour.Properties);
        }

        return properties;
    }
}
