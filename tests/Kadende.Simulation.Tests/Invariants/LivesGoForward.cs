using Kadende.Core.Events;

namespace Kadende.Simulation.Tests.Invariants;

internal sealed class LivesGoForward : Invariant
{
    private readonly HashSet<string> _born = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    public override string Promise => "A node is made once, goes once, and never comes back";

    public override void Committed(World world, CommitSeen seen)
    {
        foreach (var told in seen.Commit.Events)
        {
            var isNew = told.Kind switch
            {
                EventKind.NodeCreating => _born.Add(told.Node!),
                // The second machine of a doubled creation bears the name of a node that may be gone.
                EventKind.NodeAdopted when told.Reason == "NoNode" => _gone.Remove(told.Node!) || _born.Add(told.Node!),
                EventKind.NodeGone or EventKind.NodeMissing => _gone.Add(told.Node!),
                _ => true,
            };
            if (!isNew)
            {
                Break(world, $"{told.Kind} is told of node {told.Node} for the second time.");
            }
        }

        foreach (var node in seen.Commit.Slots.SelectMany(step => step.After?.Nodes ?? []))
        {
            var before = seen.Before.SelectMany(slot => slot.Nodes).FirstOrDefault(old => old.Id == node.Id);
            if (_gone.Contains(node.Id) || before is { IsLeaving: true } && node.IsLive())
            {
                Break(world, $"node {node.Id} is {node.State} after it was on its way out.");
            }
        }
    }
}
