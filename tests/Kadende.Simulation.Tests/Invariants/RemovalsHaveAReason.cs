using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Holds what is said against what is true: the machine's real state, its real answers, and the spec.</summary>
internal sealed class RemovalsHaveAReason : Invariant
{
    public override string Promise => "No node is removed but for a reason that the spec allows and that is true";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Doomed)
        {
            var slot = seen.After.Single(slot => slot.Nodes.Any(node => node.Id == told.Node));
            var node = slot.Nodes.Single(node => node.Id == told.Node);
            if (!IsTrue(world, seen, told, slot, node))
            {
                Break(world, $"node {told.Node} in slot {slot.Key} is removed as {told.Reason}: {told.Message}");
            }
        }
    }

    private static bool IsTrue(World world, CommitSeen seen, ClusterEvent told, Slot slot, Node node)
    {
        // It may be on its way out by the same commit, when the spec allows that besides.
        var tookOver = slot.Nodes.Any(other =>
            other.Id != node.Id && other.Health.Status == HealthStatus.Healthy && WasLive(seen, other)
        );
        return told.Reason switch
        {
            "NotWanted" => seen.Specs.Contains(null),
            // How many may go is told by SizeIsKept.
            "ScaledIn" => true,
            "NotNeeded" => tookOver,
            "Outdated" => seen.Specs.Any(spec => spec is not null && IsOutdated(spec, node, tookOver)),
            "Missing" => tookOver,
            "Asked" => tookOver
                || seen.Before.SelectMany(one => one.Nodes).Any(one => one.Id == node.Id && one.Wish is not null),
            "QuarantineOver" => node.KeepUntil <= world.Time.Now,
            "Dead" => tookOver || IsDown(world, node) || WasLate(world, seen, node),
            "Unhealthy" => tookOver
                || (node.IsIll() ? WasIll(world, seen, node) : IsDown(world, node) || WasLate(world, seen, node)),
            _ => false,
        };
    }

    /// <summary>An update that began before the strategy changed is finished where the new node is there already.</summary>
    private static bool IsOutdated(GroupSpec spec, Node node, bool tookOver) =>
        spec.ConfigHash != node.ConfigHash && (tookOver || spec.Update.Strategy == UpdateStrategy.Rolling);

    private static bool WasLive(CommitSeen seen, Node node) =>
        seen.Before.SelectMany(slot => slot.Nodes).Any(before => before.Id == node.Id && before.IsLive());

    private static bool WasIll(World world, CommitSeen seen, Node node) =>
        node.External is { IsHealthy: false }
        || node is { Health.ByFlavour: true, InstanceId: { } failed }
            && (world.Work.HasFailed(failed) || WasLate(world, seen, node))
        || seen.Specs.Any(spec => spec is { Health.Mode: HealthMode.Enforce })
            && node.InstanceId is { } id
            && world.Health.BadAnswers(id) > 0;

    /// <summary>It was not up in time by what was listed of it.</summary>
    private static bool WasLate(World world, CommitSeen seen, Node node)
    {
        var before = seen.Before.SelectMany(slot => slot.Nodes).Single(one => one.Id == node.Id);
        var latest = seen.Specs.Min(spec => spec?.CreateTimeout ?? TimeSpan.Zero);
        return before.State is NodeState.Provisioning or NodeState.Unhealthy
            && !before.Health.SeenHealthy
            && world.Time.Now - before.CreatedAt > latest;
    }

    private static bool IsDown(World world, Node node) =>
        world.Machines.FirstOrDefault(machine => machine.Id == node.InstanceId) is not { State: InstanceState.Running };
}
