using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class BreakerHolds : Invariant
{
    public override string Promise => "No ill node is replaced while too many are ill, or until a person has looked";

    public override void Committed(World world, CommitSeen seen)
    {
        if (!seen.Commit.Slots.Any(step => BeginsRepair(step, seen)))
        {
            return;
        }

        var breaker = world.Tables.Find(seen.Commit.ClusterId)?.Statuses.GetValueOrDefault(seen.Group!.Value.Value);
        if (breaker?.Value.Breaker is { IsOpen: false })
        {
            return;
        }

        var ill = seen.After.Count(slot => IsIll(slot, seen));
        // Where nothing is repaired there is no breaker.
        var isTooMany = seen.Specs.All(spec => spec is { Repair.Auto: true } && ill > MostOf(spec));
        if (isTooMany || breaker?.Value.Breaker is { IsOpen: true })
        {
            Break(
                world,
                $"{ill} of {seen.Specs[0]!.Slots.Count} nodes of group {seen.Group} are ill, and one is replaced."
            );
        }
    }

    private static int MostOf(GroupSpec spec) => Math.Max(2, spec.Repair.Breaker.Of(spec.Slots.Count));

    private static readonly string[] Reasons = [nameof(ReplaceReason.Unhealthy), nameof(ReplaceReason.Outdated)];

    /// <summary>A slot whose only node was ill gets a successor, or loses the node: by a repair or by an update.</summary>
    private static bool BeginsRepair(SlotStep step, CommitSeen seen) =>
        step is { Before: { } before, After: { } after }
        && before.LiveCount() == 1
        && after.LiveCount() != 1
        && after.Nodes.FirstOrDefault(node => node.Id == before.Nodes.First(NodeFacts.IsLive).Id) is { } node
        && node.IsIll()
        && seen.Commit.Events.Any(told =>
            Reasons.Contains(told.Reason)
            && (
                told.Kind is EventKind.NodeDeleting or EventKind.NodeDraining && told.Node == node.Id
                || told.Kind == EventKind.NodeCreating && told.Evidence.GetValueOrDefault("predecessor") == node.Id
            )
        );

    /// <summary>Its only node is ill, or was until this very commit began to replace it.</summary>
    private static bool IsIll(Slot slot, CommitSeen seen)
    {
        var step = seen.Commit.Slots.FirstOrDefault(step => step.Either.Key == slot.Key);
        return step is not null && BeginsRepair(step, seen)
            || slot.LiveCount() == 1
                && slot.Nodes.First(NodeFacts.IsLive) is { State: NodeState.Unhealthy } node
                && node.IsIll();
    }
}
