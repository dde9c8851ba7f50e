using Kadende.Core.Nodes;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class RepairsAreBounded : Invariant
{
    private static readonly string[] Repairs = ["Unhealthy", "Dead"];

    private readonly HashSet<string> _removedForRepair = new(StringComparer.Ordinal);

    /// <summary>Slots from which an ill node was removed first, until there is another in it.</summary>
    private readonly HashSet<string> _emptied = new(StringComparer.Ordinal);

    public override string Promise => "Never more nodes under repair at once than the spec allows";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Doomed.Where(told => Repairs.Contains(told.Reason)))
        {
            _removedForRepair.Add(told.Node!);
        }

        var before = Count(seen.Before, seen);
        foreach (var slot in seen.Commit.Slots)
        {
            Note(seen, slot.Either, slot.After);
        }

        var after = Count(seen.After, seen);
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
        slots.Count(slot => IsInRepair(seen, slot) && seen.Specs.All(spec => spec is null || spec.IsWanted(slot)));

    /// <summary>It holds an ill node and its successor, or is empty because we removed an ill one.</summary>
    private bool IsInRepair(CommitSeen seen, Slot slot) =>
        slot.Lineage.LastReason is ReplaceReason.Unhealthy or ReplaceReason.Dead
        && (slot.LiveCount() > 1 || slot.LiveCount() == 0 && _emptied.Contains(Key(seen, slot)));

    private void Note(CommitSeen seen, Slot either, Slot? after)
    {
        if (after is null || after.LiveCount() > 0)
        {
            _emptied.Remove(Key(seen, either));
        }
        else if (after.Nodes.Any(node => _removedForRepair.Contains(node.Id)))
        {
            _emptied.Add(Key(seen, either));
        }
    }

    private static string Key(CommitSeen seen, Slot slot) => $"{seen.Commit.ClusterId}/{slot.Group}/{slot.Key}";
}
