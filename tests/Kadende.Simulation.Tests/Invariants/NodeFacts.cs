using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>What the promises ask of nodes and slots.</summary>
internal static class NodeFacts
{
    public static bool IsLive(this Node node) => !node.IsLeaving;

    public static int LiveCount(this Slot slot) => slot.Nodes.Count(IsLive);

    public static bool IsSettled(this Node node) =>
        node is { State: NodeState.Running, Health.Status: HealthStatus.Healthy, Hold: not { Kind: HoldKind.Standby } };

    /// <summary>Ill by the word of its checks, not of its provider.</summary>
    public static bool IsIll(this Node node) =>
        node is { Health: { Status: HealthStatus.Unhealthy, ByProvider: false } };

    /// <summary>A group with identities wants those that it names, any other group as many as its size says.</summary>
    public static bool IsWanted(this GroupSpec spec, Slot slot) =>
        !spec.HasLogicalIds || spec.Slots.Contains(slot.Key, StringComparer.Ordinal);

    /// <summary>How many nodes more than the size an update may make.</summary>
    public static int Surge(this GroupSpec spec)
    {
        var size = spec.Slots.Count;
        var surge = spec.Update.MaxSurge.Of(size);
        return spec.HasLogicalIds ? 0
            : surge > 0 || spec.Update.MaxUnavailable.Of(size) > 0 ? surge
            : 1;
    }

    /// <summary>How many nodes may be under repair at once.</summary>
    public static int RepairBudget(this GroupSpec spec) => Math.Max(1, spec.Repair.MaxInFlight.Of(spec.Slots.Count));

    /// <summary>How many nodes the spec promises to leave healthy.</summary>
    public static int Promised(this GroupSpec? spec) =>
        spec is null
            ? 0
            : spec.Slots.Count - Math.Max(spec.HasLogicalIds ? 1 : 0, spec.Update.MaxUnavailable.Of(spec.Slots.Count));
}
