using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Counts slots that we emptied for the sake of another node, whatever the health of those that went was.</summary>
internal sealed class SlotsAreEmptiedAFewAtATime : Invariant
{
    private static readonly string[] Reasons =
    [
        nameof(ReplaceReason.Unhealthy),
        nameof(ReplaceReason.Dead),
        nameof(ReplaceReason.Outdated),
    ];

    private readonly HashSet<string> _emptied = new(StringComparer.Ordinal);

    public override string Promise => "No more slots are emptied at once than repairs and updates may";

    public override void Committed(World world, CommitSeen seen)
    {
        var doomed = seen
            .Doomed.Where(told => Reasons.Contains(told.Reason))
            .Select(told => told.Node)
            .ToHashSet(StringComparer.Ordinal);
        var isMore = false;
        foreach (var step in seen.Commit.Slots)
        {
            var key = Key(seen, step.Either);
            if (step.After is not { } after || after.LiveCount() > 0)
            {
                _emptied.Remove(key);
            }
            else if (after.Nodes.Any(node => doomed.Contains(node.Id)))
            {
                isMore |= _emptied.Add(key);
            }
        }

        if (!isMore || seen.Specs.Contains(null))
        {
            return;
        }

        var empty = seen.After.Count(slot =>
            slot.LiveCount() == 0
            && _emptied.Contains(Key(seen, slot))
            && seen.Specs.All(spec => spec is not null && spec.IsWanted(slot))
        );
        var most = seen.Specs.Max(MostOf);
        if (empty > most)
        {
            Break(world, $"group {seen.Group} has {empty} slots that were emptied; {most} are the most.");
        }
    }

    private static string Key(CommitSeen seen, Slot slot) => $"{seen.Commit.ClusterId}/{slot.Group}/{slot.Key}";

    private static int MostOf(GroupSpec? spec) =>
        spec is null ? 0 : spec.RepairBudget() + Math.Max(1, spec.Update.MaxUnavailable.Of(spec.Slots.Count));
}
