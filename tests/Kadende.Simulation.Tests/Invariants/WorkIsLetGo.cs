using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Simulation.Tests.Machines;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Holds what the row says of the work against what the machine itself said.</summary>
internal sealed class WorkIsLetGo : Invariant
{
    private static readonly NodeState[] MayWork =
    [
        NodeState.Provisioning,
        NodeState.Running,
        NodeState.Unhealthy,
        NodeState.Quarantined,
        NodeState.Draining,
    ];

    public override string Promise => "A machine that we remove has let go of its work, or had the time to do it";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Told(EventKind.NodeDeleting))
        {
            var node = seen.Before.SelectMany(slot => slot.Nodes).Single(node => node.Id == told.Node);
            var machine = world.Machines.FirstOrDefault(machine => machine.Id == node.InstanceId);
            if (
                machine is not null
                && machine.Labels.ContainsKey(ProgrammedFlavour.Label)
                && MayWork.Contains(node.State)
                && !(node.IsDrained && world.Work.HasLetGo(machine.Id))
                && !(node.State == NodeState.Draining && node.DrainUntil <= world.Time.Now)
            )
            {
                Break(world, $"machine {machine.Id} was {node.State}, and is removed as {told.Reason}.");
            }
        }
    }
}
