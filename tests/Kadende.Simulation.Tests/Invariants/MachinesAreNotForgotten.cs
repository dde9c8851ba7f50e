using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class MachinesAreNotForgotten : Invariant
{
    public override string Promise => "A machine that exists is never taken for gone";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var kind in new[] { EventKind.NodeMissing, EventKind.NodeGone })
        {
            foreach (var told in seen.Told(kind))
            {
                var node = seen.Before.SelectMany(slot => slot.Nodes).Single(node => node.Id == told.Node);
                Check(world, node, kind);
            }
        }
    }

    private void Check(World world, Node node, EventKind kind)
    {
        var machine = world.Machines.FirstOrDefault(machine => machine.Id == node.InstanceId);
        if (machine is not null && machine.State != InstanceState.Terminating)
        {
            Break(world, $"machine {machine.Id} is {machine.State}, and its node is told of as {kind}.");
        }
    }
}
