using Kadende.Core.Events;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class RemovalsAreTold : Invariant
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public override string Promise => "Every machine that we remove was told of before";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Told(EventKind.NodeDeleting))
        {
            _told.Add(told.Node!);
        }

        foreach (var told in seen.Told(EventKind.UnknownInstanceDeleting))
        {
            _told.Add(told.Evidence["instanceId"]);
        }
    }

    public override void Destroying(World world, DestroyRequest request)
    {
        var machine = world.Machines.FirstOrDefault(machine => machine.Id == request.InstanceId);
        if (
            machine is not null
            && !_told.Contains(machine.Id)
            && !_told.Contains(machine.Labels.GetValueOrDefault(LabelNames.Node, ""))
        )
        {
            Break(world, $"machine {machine.Id} is removed, and no event says so.");
        }
    }
}
