using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Kadende.Simulation.Tests.Invariants;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests;

/// <summary>Whether everything is exactly as wanted: in the rows, and in the clouds.</summary>
internal static class Convergence
{
    /// <returns>What is not as wanted; null when everything is.</returns>
    public static string? WhyNot(World world) =>
        world
            .Tables.Clusters.Select(entry => WhyNot(world, entry.Key, entry.Value))
            .FirstOrDefault(why => why is not null);

    /// <summary>Groups that wait for a corrected spec: a creation was given up, or an update was stopped.</summary>
    public static HashSet<string> Stuck(MemoryCluster cluster)
    {
        var failed = cluster.AllSlots.Where(slot => slot.Nodes.Any(node => node.State == NodeState.Failed));
        var stopped = cluster.Statuses.Values.Where(row =>
            row.Value.Conditions.Any(condition => condition.Type == "UpdateStopped")
        );
        return failed
            .Select(slot => slot.Group.Value)
            .Concat(stopped.Select(row => row.Value.Path.Value))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static string? WhyNot(World world, string id, MemoryCluster cluster)
    {
        var machines = world.MachinesOf(id).ToList();
        if (cluster.Head is not { Value: var head })
        {
            return machines.Count > 0 ? $"cluster {id} is gone, and {machines.Count} machines of it are left."
                : world.Tables.Due.ContainsKey(id) ? $"cluster {id} is gone and still due."
                : null;
        }

        if (head.DeletingSince is not null)
        {
            return $"cluster {id} is to be deleted and still there.";
        }

        var spec = world.Specs.Read(head.Source);
        return spec.Groups.Select(group => GroupSizes.Sized(group, world.Time.Now))
                .Select(group => WhyNot(cluster, head, group, machines))
                .FirstOrDefault(why => why is not null)
            ?? WhyNotGone(cluster, spec, machines);
    }

    private static string? WhyNotGone(MemoryCluster cluster, ClusterSpec spec, List<Instance> machines)
    {
        var wanted = spec.Groups.Select(group => group.Path.Value).ToHashSet(StringComparer.Ordinal);
        var left = cluster
            .AllSlots.Select(slot => slot.Group.Value)
            .Concat(cluster.Statuses.Keys)
            .Concat(machines.Select(machine => machine.Labels[LabelNames.Group]))
            .FirstOrDefault(group => !wanted.Contains(group));
        return left is null ? null : $"group {left} is not wanted and still there.";
    }

    private static string? WhyNot(MemoryCluster cluster, Cluster head, GroupSpec spec, List<Instance> machines)
    {
        var status = cluster.Statuses.GetValueOrDefault(spec.Path.Value)?.Value;
        if (status is not { State: ConvergenceState.Converged } || status.Generation != head.Generation)
        {
            return $"group {spec.Path} is {status?.State} at generation {status?.Generation}.";
        }

        var slots = cluster.SlotsOf(spec.Path).Values.Select(slot => slot.Value).ToList();
        if (!AreWanted(spec, slots))
        {
            return $"group {spec.Path} has the slots {string.Join(", ", slots.Select(slot => slot.Key))}.";
        }

        var own = machines.Where(machine => machine.Labels[LabelNames.Group] == spec.Path.Value).ToList();
        var extra = spec.UnknownInstances == UnknownInstances.Delete ? 0 : int.MaxValue - spec.Slots.Count;
        return own.Count > spec.Slots.Count + extra
            ? $"group {spec.Path} has {own.Count} machines for {spec.Slots.Count} nodes."
            : slots.Select(slot => WhyNot(slot, spec, own)).FirstOrDefault(why => why is not null);
    }

    private static bool AreWanted(GroupSpec spec, List<Slot> slots) =>
        slots.Count == spec.Slots.Count
        && (!spec.HasLogicalIds || slots.All(slot => spec.Slots.Contains(slot.Key)))
        && (spec.Scaling is not { } bounds || slots.Count >= bounds.Min && slots.Count <= bounds.Max);

    private static string? WhyNot(Slot slot, GroupSpec spec, List<Instance> machines) =>
        slot.Nodes is not [var node] || !node.IsSettled() ? $"slot {slot.Key} of group {spec.Path} is not settled."
        : spec.Update.Strategy == UpdateStrategy.Rolling && node.ConfigHash != spec.ConfigHash
            ? $"slot {slot.Key} of group {spec.Path} is outdated."
        : machines.Any(machine => machine.Id == node.InstanceId && machine.State == InstanceState.Running) ? null
        : $"slot {slot.Key} of group {spec.Path} has no machine that runs.";
}
