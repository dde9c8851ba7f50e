using Kadende.Core.Events;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class HeldGroupsAreLeftAlone : Invariant
{
    private static readonly EventKind[] Changes =
    [
        EventKind.NodeCreating,
        EventKind.NodeCreateRetried,
        EventKind.NodeDraining,
        EventKind.NodeDeleting,
    ];

    public override string Promise => "A group that is paused or freed gets no node and loses none by us";

    public override void Committed(World world, CommitSeen seen)
    {
        if (seen.IsHeld && seen.Commit.Events.FirstOrDefault(told => Changes.Contains(told.Kind)) is { } told)
        {
            Break(world, $"{told.Kind} is told of node {told.Node} in group {seen.Group}.");
        }
    }
}
