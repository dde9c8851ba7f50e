using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>A machine, its node, and where it was made from.</summary>
public sealed record HealthTarget(Node Node, Instance Instance, GroupSource Source)
{
    /// <summary>Null when the machine belongs to no node, or nobody knows any more what it was made from.</summary>
    internal static HealthTarget? Of(
        ObservedInstance seen,
        Dictionary<string, Node> nodes,
        Dictionary<SourceKey, GroupSource> sources
    ) =>
        nodes.GetValueOrDefault(seen.Instance.Labels.GetValueOrDefault(LabelNames.Node, "")) is { } node
        && (sources.GetValueOrDefault(node.Source) ?? sources.GetValueOrDefault(seen.Source)) is { } source
            ? new HealthTarget(node, seen.Instance, source)
            : null;

    /// <summary>Only of machines that are up, configured and at work does the answer mean anything.</summary>
    public bool IsToBeAsked(DateTimeOffset now) =>
        Instance.State == InstanceState.Running
        // A double of the machine carries the same label: what it says is not said of the node's own.
        && (Node.InstanceId is null || Node.InstanceId == Instance.Id)
        && Node.State is not (NodeState.Draining or NodeState.Quarantined or NodeState.Deleting)
        && !Node.IsOnStandbyAt(now)
        && !(Source.Facts.Provisions && Node.FlavoursDone < Source.Spec.Flavours.Count);
}
