using Kadende.Core.Events;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class SizeIsKept : Invariant
{
    public override string Promise => "Nodes that are too many go, and none besides";

    public override void Committed(World world, CommitSeen seen)
    {
        if (seen.Told(EventKind.NodeDeleting).All(told => told.Reason != "ScaledIn"))
        {
            return;
        }

        var left = seen.After.Count(slot => slot.LiveCount() > 0);
        var least = seen.Specs.Min(spec =>
            spec is null ? 0
            : spec.HasLogicalIds
                ? seen.Before.Count(slot =>
                    slot.LiveCount() > 0 && spec.Slots.Contains(slot.Key, StringComparer.Ordinal)
                )
            : spec.Slots.Count
        );
        if (left < least)
        {
            Break(world, $"group {seen.Group} has {left} nodes left after it was scaled in; {least} are wanted.");
        }
    }
}
