using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Xunit;

namespace Kadende.Core.Tests.Planning;

internal static class Telling
{
    /// <summary>No node changes its state, comes or goes without an event of that look.</summary>
    public static void AssertComplete(GroupView before, IReadOnlyList<Node> after, IEnumerable<ClusterEvent> events)
    {
        var states = before.Slots.SelectMany(slot => slot.Nodes).ToDictionary(node => node.Id, node => node.State);
        var changed = after
            .Where(node => !states.TryGetValue(node.Id, out var state) || state != node.State)
            .Select(node => node.Id)
            .Concat(states.Keys.Except(after.Select(node => node.Id)));
        var told = events.Select(one => one.Node).ToHashSet();
        Assert.All(changed, node => Assert.Contains(node, told));
    }
}
