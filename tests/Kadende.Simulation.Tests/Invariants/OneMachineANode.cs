using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>Only of clouds that know a token again: the others cannot promise it.</summary>
internal sealed class OneMachineANode : Invariant
{
    public override string Promise => "A node never gets a second machine";

    public override void Created(World world, CreateRequest request)
    {
        if (!world.Scenario.Promises.IdempotentCreate)
        {
            return;
        }

        var node = request.Labels[LabelNames.Node];
        // A creation that the cloud itself doubled gives machines with one token.
        var tokens = world
            .Machines.Where(machine => machine.Labels.GetValueOrDefault(LabelNames.Node) == node)
            .Select(machine => machine.Id[(machine.Id.IndexOf('-', 4) + 1)..])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (tokens.Count > 1)
        {
            Break(world, $"node {node} has machines of the tokens {string.Join(", ", tokens)}.");
        }
    }
}
