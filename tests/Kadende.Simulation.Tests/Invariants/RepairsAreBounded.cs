using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class RepairsAreBounded : Invariant
{
    private static readonly string[] Repairs = ["Unhealthy", "Dead"];

    private readonly HashSet<string> _removedForRepair = new(StringComparer.Ordinal);

    public override string Promise => "Never more nodes under repair at once than the spec allows";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Told(EventKind.NodeDeleting).Where(told => Repairs.Contains(told.Reason)))
        {
            _removedForRepair.Add(told.Node!);
        }

        var (before, after) = (Count(seen.Before, seen), Count(seen.After, seen));
        if (after <= before || seen.Specs.Contains(null))
        {
            return;
        }

        var most = seen.Specs.Max(spec => spec?.RepairBudget() ?? 0);
        if (after > most)
        {
            Break(
                world,
                $"group {seen.Group} has {after} nodes under repair after it had {before}; {most} are the most."
            );
        }
    }

    private int Count(IReadOnlyList<Slot> slots, CommitSeen seen) =>
        slots.Count(slot => IsInRepair(slot) && seen.Specs.All(spec => spec is null || IsWanted(spec, slot)));

    private static bool IsWanted(GroupSpec spec, Slot slot) =>
        !spec.HasLogicalIds || spec.Slots.Contains(slot.Key, StringComparer.Ordinal);

    /// <summary>It holds an ill node and its successor, or is empty because we removed an ill one.</summary>
    private bool IsInRepair(Slot slot) =>
        slot.Lineage.LastReason is ReplaceReason.Unhealthy or ReplaceReason.Dead
        && (
            slot.LiveCount() > 1 || slot.LiveCount() == 0 && slot.Nodes.Any(node => _removedForRepair.Contains(node.Id))
        );
}
