using Kadende.Sdk.Providers;
using Kadende.Simulation.Tests.Machines;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Holds the calls that reach the clouds against the promises, and writes them down.</summary>
internal sealed class ProviderWatch(World world, IReadOnlyList<Invariant> invariants) : ICallObserver
{
    public void Creating(IReadOnlyList<CreateRequest> requests)
    {
        Note("create", requests.Select(request => request.Token));
        foreach (var request in requests)
        {
            foreach (var invariant in invariants)
            {
                invariant.Creating(world, request);
            }
        }
    }

    public void Created(IReadOnlyList<CreateRequest> requests)
    {
        foreach (var request in requests)
        {
            foreach (var invariant in invariants)
            {
                invariant.Created(world, request);
            }
        }
    }

    public void Destroying(IReadOnlyList<DestroyRequest> requests)
    {
        Note("destroy", requests.Select(request => request.InstanceId));
        foreach (var request in requests)
        {
            foreach (var invariant in invariants)
            {
                invariant.Destroying(world, request);
            }
        }
    }

    public void Labelling(LabelRequest request)
    {
        Note("label", [request.InstanceId]);
        foreach (var invariant in invariants)
        {
            invariant.Labelling(world, request);
        }
    }

    private void Note(string call, IEnumerable<string> subjects)
    {
        world.Changed();
        if (world.Journal.IsOn)
        {
            var name = world.Processes.FirstOrDefault(one => one.Tasks == world.Scheduler.Running)?.Name ?? "?";
            world.Journal.Say(name, $"cloud {call}: {string.Join(", ", subjects)}");
        }
    }
}
