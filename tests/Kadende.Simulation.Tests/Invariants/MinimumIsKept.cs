using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Counts slots that have a node which is up and healthy, with and without what is removed.</summary>
internal sealed class MinimumIsKept : Invariant
{
    public override string Promise => "Our own action never leaves fewer healthy nodes than the spec promises";

    public override void Committed(World world, CommitSeen seen)
    {
        var doomed = seen
            .Commit.Slots.Where(step => step.After is not null)
            .SelectMany(step => step.After!.Nodes.Where(node => IsDoomed(step.Before, node)))
            .ToHashSet();
        if (doomed.Count == 0)
        {
            return;
        }

        if (
            seen.Specs.All(spec =>
                spec is not null && Lacking(seen, spec, []) > Math.Max(0, Lacking(seen, spec, doomed))
            )
        )
        {
            Break(
                world,
                $"group {seen.Group} has {seen.Specs.Min(spec => Lacking(seen, spec, []))} healthy nodes fewer than promised after the removal of {string.Join(", ", doomed.Select(node => node.Id))}."
            );
        }
    }

    /// <summary>How many healthy nodes the group has fewer than promised, with those that go counted as if they stayed.</summary>
    private static int Lacking(CommitSeen seen, GroupSpec? spec, HashSet<Node> doomed) =>
        spec.Promised() - Count(seen.After, spec, doomed);

    private static bool IsDoomed(Slot? before, Node after) =>
        !after.IsLive()
        && after.Health.Status == HealthStatus.Healthy
        && before?.Nodes.FirstOrDefault(node => node.Id == after.Id) is { } node
        && node.IsLive()
        // A person may ask for what the spec does not promise.
        && node.Wish is null
        && node.IsSettled();

    private static int Count(IReadOnlyList<Slot> slots, GroupSpec? spec, HashSet<Node> doomed) =>
        slots
            .Where(slot => spec is null || spec.IsWanted(slot))
            // What a person holds stays, well or not, and others go in its place.
            .Count(slot => slot.Nodes.Any(node => node.IsSettled() || node.Hold is not null || doomed.Contains(node)));
}
