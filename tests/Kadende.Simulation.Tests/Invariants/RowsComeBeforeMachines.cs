using Kadende.Core.Nodes;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class RowsComeBeforeMachines : Invariant
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public override string Promise => "The row of a node stands before its machine is asked for";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var node in seen.Commit.Slots.SelectMany(step => step.After?.Nodes ?? []))
        {
            if (node.State == NodeState.Creating)
            {
                _known.Add(node.Id);
            }
        }
    }

    public override void Creating(World world, CreateRequest request)
    {
        if (!_known.Contains(request.Labels[LabelNames.Node]))
        {
            Break(world, $"a machine is asked for with token {request.Token}, but no row tells of its node.");
        }
    }
}
