using System.Collections.Frozen;
using static Kadende.Core.Nodes.NodeState;
using static Kadende.Core.Nodes.NodeTrigger;

namespace Kadende.Core.Nodes;

/// <summary>The life of a node as one table. No state changes but by it, and what is not in it cannot happen.</summary>
public static class NodeController
{
    /// <summary>Every step there is.</summary>
    public static readonly IReadOnlyList<NodeTransition> Transitions =
    [
        .. Steps(CreationAsked, Creating, Pending, Creating, Failed),
        .. Steps(CreationPostponed, Pending, Creating),
        .. Steps(CreationGivenUp, Failed, Creating),
        .. Steps(MachineFound, Provisioning, Pending, Creating, Failed),
        .. Steps(CameUp, Running, Provisioning),
        .. Steps(FellIll, Unhealthy, Provisioning, Running, Unhealthy),
        .. Steps(Recovered, Running, Unhealthy),
        .. Steps(ReturnedToWork, Provisioning, Running, Unhealthy),
        .. Steps(DrainBegun, Draining, Provisioning, Running, Unhealthy, Quarantined),
        .. Steps(TakenOut, Quarantined, Provisioning, Running, Unhealthy),
        // A creation without an answer may have made a machine: it is removed by way of its provider.
        .. Steps(RemovalDecided, Deleting, Creating, Provisioning, Running, Unhealthy, Draining, Quarantined),
        .. Steps(MachineGone, null, Provisioning, Running, Unhealthy, Draining, Quarantined, Deleting),
        .. Steps(LetGo, null, Pending, Failed, Creating, Provisioning, Running, Unhealthy, Draining, Quarantined),
    ];

    private static readonly FrozenDictionary<(NodeState, NodeTrigger), NodeState?> Table =
        Transitions.ToFrozenDictionary(step => (step.From, step.Trigger), step => step.To);

    public static bool Allows(NodeState from, NodeTrigger trigger) => Table.ContainsKey((from, trigger));

    /// <summary>The node one step further.</summary>
    /// <exception cref="InvalidOperationException">There is no such step from the node's state, or its record goes by it.</exception>
    public static Node Move(Node node, NodeTrigger trigger, DateTimeOffset now)
    {
        var next = Next(node, trigger) ?? throw Impossible(node, trigger);
        return next == node.State ? node : node with { State = next, Since = now };
    }

    /// <summary>Confirms that a node's record may go by this step.</summary>
    /// <exception cref="InvalidOperationException">It may not.</exception>
    public static void End(Node node, NodeTrigger trigger)
    {
        if (Next(node, trigger) is not null)
        {
            throw Impossible(node, trigger);
        }
    }

    private static NodeState? Next(Node node, NodeTrigger trigger) =>
        Table.TryGetValue((node.State, trigger), out var next) ? next : throw Impossible(node, trigger);

    private static InvalidOperationException Impossible(Node node, NodeTrigger trigger) =>
        new($"Node {node.Id} is {node.State}, where {trigger} cannot happen.");

    private static IEnumerable<NodeTransition> Steps(NodeTrigger trigger, NodeState? to, params NodeState[] from) =>
        from.Select(state => new NodeTransition(state, trigger, to));
}
