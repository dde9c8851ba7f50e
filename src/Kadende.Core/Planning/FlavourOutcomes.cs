using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Flavours;

namespace Kadende.Core.Planning;

/// <summary>What the answers of flavours make of the slot whose machine they are about.</summary>
public static class FlavourOutcomes
{
    /// <summary>The flavours of a node in <see cref="NodeState.Provisioning"/> were called in turn until one did not answer Done.</summary>
    /// <param name="done">How many are done now.</param>
    /// <param name="last">What the last one that was called said; Done when all are done.</param>
    /// <param name="hasChecks">The group has checks, whose first good answer is still waited for.</param>
    /// <returns>Null when nothing changed.</returns>
    public static SlotChange? Provision(
        Slot slot,
        string nodeId,
        int done,
        FlavourAnswer last,
        bool hasChecks,
        DateTimeOffset now
    )
    {
        var node = slot.Nodes.Single(node => string.Equals(node.Id, nodeId, StringComparison.Ordinal));
        return last switch
        {
            FlavourAnswer.Done => Change(
                slot,
                node,
                Configured(node, done, hasChecks, now),
                Configured(slot, node, done)
            ),
            FlavourAnswer.Working working => done == node.FlavoursDone
            && string.Equals(working.What, node.Doing, StringComparison.Ordinal)
                ? null
                : Change(slot, node, node with { FlavoursDone = done, Doing = working.What }, null),
            FlavourAnswer.Failed failed => Fail(slot, node, done, failed.Reason, now),
            _ => throw new InvalidOperationException("An answer of a kind that does not exist."),
        };
    }

    /// <summary>The flavours of a node that drains were called, the last one first, until one did not answer Done.</summary>
    /// <param name="last">What the last one that was called said; Done when all are done.</param>
    /// <returns>Null when nothing changed.</returns>
    public static SlotChange? Drain(Slot slot, string nodeId, FlavourAnswer last, DateTimeOffset now)
    {
        var node = slot.Nodes.Single(node => string.Equals(node.Id, nodeId, StringComparison.Ordinal));
        return last switch
        {
            FlavourAnswer.Done => Drained(slot, node, "Drained", "It let go of its work."),
            FlavourAnswer.Failed failed => Drained(
                slot,
                node,
                "DrainFailed",
                $"It did not let go of its work: {failed.Reason}"
            ),
            FlavourAnswer.Working working => string.Equals(working.What, node.Doing, StringComparison.Ordinal)
                ? null
                : Change(slot, node, node with { Doing = working.What }, null),
            _ => throw new InvalidOperationException("An answer of a kind that does not exist."),
        };
    }

    private static Node Configured(Node node, int done, bool hasChecks, DateTimeOffset now) =>
        NodeController.Move(node, NodeTrigger.CameUp, now) with
        {
            FlavoursDone = done,
            Doing = null,
            // Without checks the flavours' word is all there is, and it has been given.
            Health = hasChecks ? NodeHealth.None : NodeHealth.Up with { HealthySince = now },
        };

    private static ClusterEvent Configured(Slot slot, Node node, int done) =>
        NodeEvents.Of(
            EventKind.NodeProvisioned,
            slot.Group,
            node,
            "FlavoursDone",
            $"Machine {node.InstanceId} is up and configured.",
            ("flavours", NodeEvents.Text(done))
        );

    private static SlotChange Fail(Slot slot, Node node, int done, string reason, DateTimeOffset now)
    {
        var why = $"Flavour {done + 1} could not configure the machine: {reason}";
        var after = NodeController.Move(node, NodeTrigger.FellIll, now) with
        {
            FlavoursDone = done,
            Doing = null,
            Reason = why,
            Health = node.Health with
            {
                Status = HealthStatus.Unhealthy,
                Reason = why,
                Check = "flavour",
                ByFlavour = true,
            },
        };
        return Change(
            slot,
            node,
            after,
            NodeEvents.Of(
                EventKind.NodeProvisioningFailed,
                slot.Group,
                after,
                "FlavourFailed",
                why,
                ("flavoursDone", NodeEvents.Text(done))
            )
        );
    }

    private static SlotChange Drained(Slot slot, Node node, string reason, string message) =>
        Change(
            slot,
            node,
            node with
            {
                IsDrained = true,
                Doing = null,
            },
            NodeEvents.Of(EventKind.NodeDrained, slot.Group, node, reason, message)
        );

    private static SlotChange Change(Slot slot, Node before, Node after, ClusterEvent? told) =>
        new(slot, slot.With(before, after), told is null ? [] : [told]);
}
