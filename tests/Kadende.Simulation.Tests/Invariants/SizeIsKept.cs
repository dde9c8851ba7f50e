using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class SizeIsKept : Invariant
{
    private readonly HashSet<string> _scaledIn = new(StringComparer.Ordinal);

    public override string Promise => "Nodes that are too many go, and none besides";

    public override void Committed(World world, CommitSeen seen)
    {
        var scaledIn = seen
            .Doomed.Concat(seen.Told(EventKind.NodeGone))
            .Where(told => told.Reason == "ScaledIn")
            .Select(told => told.Node!)
            .ToList();
        _scaledIn.UnionWith(scaledIn);
        if (scaledIn.Count == 0)
        {
            return;
        }

        var left = seen.After.Count(IsFilled);
        var least = seen.Specs.Min(spec => LeastOf(spec, seen));
        if (left < least)
        {
            Break(world, $"group {seen.Group} has {left} nodes left after it was scaled in; {least} are wanted.");
        }
    }

    /// <summary>It has a node, or had one until a repair or an update began in it.</summary>
    private bool IsFilled(Slot slot) => slot.LiveCount() > 0 || slot.Nodes.Any(node => !_scaledIn.Contains(node.Id));

    private static int LeastOf(GroupSpec? spec, CommitSeen seen) =>
        spec is null ? 0
        : spec.HasLogicalIds
            ? seen.Before.Count(slot => slot.LiveCount() > 0 && spec.Slots.Contains(slot.Key, StringComparer.Ordinal))
        : spec.Slots.Count;
}
