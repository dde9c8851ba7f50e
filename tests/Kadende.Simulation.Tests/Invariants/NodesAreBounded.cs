using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Counts nodes; <see cref="OneMachineANode"/> sees to it that machines are no more than these.</summary>
internal sealed class NodesAreBounded : Invariant
{
    public override string Promise => "Never more nodes than the size, the surge and the repairs in flight";

    public override void Committed(World world, CommitSeen seen)
    {
        var (before, after) = (seen.Before.Sum(slot => slot.LiveCount()), seen.After.Sum(slot => slot.LiveCount()));
        if (after <= before)
        {
            return;
        }

        // What a person asked to be replaced is counted by no budget, and what a person holds stays although it is too many.
        var asked = seen.After.Count(slot => slot.LiveCount() > 1 && slot.Lineage.LastReason == ReplaceReason.Asked);
        var held = seen.After.Sum(slot => slot.Nodes.Count(node => node.IsLive() && node.Hold is not null));
        var most = seen.Specs.Max(MostOf) + asked + held;
        if (after > most)
        {
            Break(world, $"group {seen.Group} has {after} nodes after it had {before}; {most} are the most.");
        }
    }

    private static int MostOf(GroupSpec? spec)
    {
        if (spec is null)
        {
            return 0;
        }

        var repairs = !spec.HasLogicalIds && spec.Repair.Order == ReplaceOrder.LaunchFirst ? spec.RepairBudget() : 0;
        return spec.Slots.Count + spec.Surge() + repairs;
    }
}
