using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What is told of a node when its health, or its way up, took a step.</summary>
internal static class HealthEvents
{
    /// <param name="node">The node before the step.</param>
    public static ClusterEvent? Tell(SlotDraft slot, Node node, NodeTrigger? trigger, NodeHealth health)
    {
        if (trigger == NodeTrigger.FellIll)
        {
            return Ill(slot, node, health);
        }

        if (trigger == NodeTrigger.CameUp)
        {
            return NodeEvents.Of(EventKind.NodeRunning, slot.Group, node, "Up", $"Machine {node.InstanceId} is up.");
        }

        if (trigger == NodeTrigger.Recovered && health.Status != HealthStatus.Healthy)
        {
            return NodeEvents.Of(
                EventKind.NodeRunning,
                slot.Group,
                node,
                "Recovered",
                node.Health.ByProvider
                    ? $"Machine {node.InstanceId} runs again; its checks have yet to say how it is."
                    : "Nobody calls it unhealthy any more; its checks have yet to say how it is."
            );
        }

        if (health.Observed?.Status != node.Health.Observed?.Status && health.Observed is { } observed)
        {
            return Observed(slot, node, observed);
        }

        return node.Health.Status != HealthStatus.Healthy && health.Status == HealthStatus.Healthy
            ? NodeEvents.Of(EventKind.NodeHealthy, slot.Group, node, "ChecksPassed", "The node is healthy.")
            : null;
    }

    private static ClusterEvent Ill(SlotDraft slot, Node node, NodeHealth health) =>
        node.External is { IsHealthy: false }
            ? NodeEvents.Of(
                EventKind.NodeUnhealthy,
                slot.Group,
                node,
                "SetUnhealthy",
                health.Reason ?? "It was set unhealthy.",
                ("check", health.Check)
            )
            : NodeEvents.Of(
                EventKind.NodeUnhealthy,
                slot.Group,
                node,
                "ChecksFailed",
                $"{NodeEvents.Text(health.Bad)} bad answers in a row: {health.Reason}",
                ("badAnswers", NodeEvents.Text(health.Bad)),
                ("badSince", health.BadSince is { } since ? NodeEvents.Text(since) : null),
                ("check", health.Check)
            );

    /// <summary>In a group that only observes, each turn of the verdict is told, with what would have been done.</summary>
    private static ClusterEvent? Observed(SlotDraft slot, Node node, NodeHealth observed) =>
        observed.Status switch
        {
            HealthStatus.Unhealthy => NodeEvents.Of(
                EventKind.NodeUnhealthy,
                slot.Group,
                node,
                "Observed",
                $"{NodeEvents.Text(observed.Bad)} bad answers in a row: {observed.Reason} It would be replaced; health.mode is observe.",
                ("badAnswers", NodeEvents.Text(observed.Bad)),
                ("check", observed.Check)
            ),
            HealthStatus.Healthy => NodeEvents.Of(
                EventKind.NodeHealthy,
                slot.Group,
                node,
                "Observed",
                "The checks say that the node is healthy; health.mode is observe."
            ),
            _ => null,
        };
}
