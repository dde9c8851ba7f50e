using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Simulation.Tests.Hosts;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>A commit with all that the promises about it rest on.</summary>
/// <param name="Group">The group that it concerns; null when it wrote no slot.</param>
/// <param name="Before">All slots of the group, as they were before.</param>
/// <param name="After">All slots of the group, as they are now.</param>
/// <param name="Specs">
/// What is wanted of the group by the generation that its writer had read, and by every one since, with each size that it had since then;
/// null: nothing.
/// </param>
internal sealed record CommitSeen(
    Commit Commit,
    GroupPath? Group,
    IReadOnlyList<Slot> Before,
    IReadOnlyList<Slot> After,
    IReadOnlyList<GroupSpec?> Specs
)
{
    /// <summary>A person or the spec wants the group left as it is, now as when its writer had read it.</summary>
    public bool IsHeld { get; private init; }

    public IEnumerable<ClusterEvent> Told(EventKind kind) => Commit.Events.Where(told => told.Kind == kind);

    /// <summary>What is told of nodes whose end is decided: that they let go of their work first, or go at once.</summary>
    public IEnumerable<ClusterEvent> Doomed =>
        Told(EventKind.NodeDraining).Concat(Told(EventKind.NodeDeleting).Where(told => told.Reason != "Drained"));

    public static CommitSeen Of(World world, ClusterRead? loaded, Commit commit)
    {
        if (commit.Slots.Count == 0)
        {
            return new CommitSeen(commit, null, [], [], []);
        }

        var cluster = world.Tables.Find(commit.ClusterId)!;
        var group = commit.Slots[0].Either.Group;
        var after = cluster.SlotsOf(group).Values.Select(slot => slot.Value).ToList();
        var before = after.ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        foreach (var step in commit.Slots.Reverse())
        {
            before.Remove(step.Either.Key);
            if (step.Before is { } slot)
            {
                before.Add(slot.Key, slot);
            }
        }

        var specs = SpecsInForce(world, cluster, loaded, group);
        return new CommitSeen(commit, group, [.. before.Values], after, specs)
        {
            IsHeld = IsHeldBy(loaded?.Cluster, cluster, group, specs),
        };
    }

    private static bool IsHeldBy(Cluster? loaded, MemoryCluster cluster, GroupPath group, List<GroupSpec?> specs) =>
        specs.All(spec => spec is { Paused: true })
        || specs.All(spec => spec is not null)
            && loaded?.HoldOf(group) is not null
            && cluster.Head?.Value.HoldOf(group) is not null;

    private static List<GroupSpec?> SpecsInForce(World world, MemoryCluster cluster, ClusterRead? read, GroupPath group)
    {
        var specs = new List<GroupSpec?>();
        if (
            read is not { Cluster: var loaded }
            || cluster.Head is not { Value: var head }
            || head.CreatedAt != loaded.CreatedAt
        )
        {
            return [null];
        }

        if (loaded.DeletingSince is not null || head.DeletingSince is not null)
        {
            specs.Add(null);
        }

        var sources = cluster.Generations.Where(entry => entry.Key >= loaded.Generation).Select(entry => entry.Value);
        foreach (var source in sources.Append(loaded.Source).Distinct())
        {
            var spec = world.Specs.Read(source).Groups.FirstOrDefault(one => one.Path == group);
            specs.AddRange(SizedBetween(spec, read.At, world.Time.Now));
        }

        return specs;
    }

    private static IEnumerable<GroupSpec?> SizedBetween(GroupSpec? spec, DateTimeOffset from, DateTimeOffset to)
    {
        if (spec is null)
        {
            yield return null;
            yield break;
        }

        for (DateTimeOffset? at = from; at <= to; )
        {
            var size = GroupSizes.At(spec, at.Value);
            yield return GroupSizes.Sized(spec, size);
            at = size.Next?.At;
        }
    }
}
