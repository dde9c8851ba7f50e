using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;

namespace Kadende.Core.Hands;

/// <summary>Decides what becomes of what a person asks of a node. Nothing is carried out here: the next look at the group does.</summary>
public static class NodeHands
{
    /// <param name="slot">The slot that holds the node.</param>
    public static HandDecision<SlotChange> Decide(Slot slot, string nodeId, NodeAsk ask, Asking asking)
    {
        var node = slot.Nodes.First(one => one.Id == nodeId);
        return ask switch
        {
            NodeAsk.Wish wish => NodeWishes.Decide(slot, node, wish.Kind, asking),
            NodeAsk.Hold hold => Hold(slot, node, hold.Kind, asking),
            NodeAsk.Resume => Resume(slot, node, asking),
            NodeAsk.SetHealth set => SetHealth(slot, node, set.IsHealthy, asking),
            NodeAsk.ClearHealth => ClearHealth(slot, node, asking),
            _ => throw new InvalidOperationException("There is nothing else to ask of a node."),
        };
    }

    private static HandDecision<SlotChange> Hold(Slot slot, Node node, HoldKind kind, Asking asking)
    {
        if (Lasting.FaultOf(asking, mayEnd: true, mustEnd: false, Lasting.Longest) is { } fault)
        {
            return new HandDecision<SlotChange>.Wrong(fault);
        }

        var word = kind == HoldKind.Protected ? "protected" : "put on standby";
        if (RefusalToKeep(node, word, mustExist: kind == HoldKind.Standby) is { } refusal)
        {
            return new HandDecision<SlotChange>.Refused(refusal);
        }

        if (
            node.Hold is { } held
            && held.HoldsAt(asking.Now)
            && held.Kind == kind
            && held.Until == asking.Until
            && held.Reason == asking.Reason
        )
        {
            return new HandDecision<SlotChange>.Same($"Node {node.Id} is {word} already.");
        }

        var until = asking.Until is { } end ? $"until {Lasting.Text(end)}" : "until it is resumed";
        var after = node with
        {
            Hold = new NodeHold(kind, asking.Actor, asking.Reason, asking.Now, asking.Until),
            // What would take it away is over with a word to keep it.
            Wish = node.Wish is { Kind: WishKind.Replace or WishKind.Drain } ? null : node.Wish,
        };
        var told = HandEvents.Of(
            EventKind.NodeHeld,
            slot.Group,
            after,
            kind.ToString(),
            asking,
            $"{asking.Actor} wants node {node.Id} {word} {until}."
        );
        return Changed(
            slot,
            node,
            after,
            told,
            kind == HoldKind.Protected
                ? $"Node {node.Id} is judged as before, and is not replaced, updated or scaled in {until}."
                : $"Node {node.Id} stands by {until}: it is not judged, does not count as healthy, and nobody takes its place."
        );
    }

    private static HandDecision<SlotChange> Resume(Slot slot, Node node, Asking asking)
    {
        if (Lasting.FaultOf(asking, mayEnd: false, mustEnd: false, Lasting.Longest) is { } fault)
        {
            return new HandDecision<SlotChange>.Wrong(fault);
        }

        if (node.State == NodeState.Quarantined)
        {
            return new HandDecision<SlotChange>.Refused(
                $"Node {node.Id} is in quarantine, and another node has taken its place: it cannot return. To end the quarantine, "
                    + "ask for one that ends soon, or forget the node."
            );
        }

        if (node is { Hold: null, Wish: null })
        {
            return new HandDecision<SlotChange>.Same($"Node {node.Id} is not held, and nothing is asked of it.");
        }

        // One that let go of its work is taken back to it by the next look.
        var after = node with
        {
            Hold = null,
            Wish = null,
        };
        var told = HandEvents.Of(
            EventKind.NodeReleased,
            slot.Group,
            after,
            "Resumed",
            asking,
            $"{asking.Actor} let node {node.Id} go on as any other."
        );
        return Changed(slot, node, after, told, $"Node {node.Id} is judged, replaced and updated as any other again.");
    }

    private static HandDecision<SlotChange> SetHealth(Slot slot, Node node, bool isHealthy, Asking asking)
    {
        if (Lasting.FaultOf(asking, mayEnd: true, mustEnd: false, Lasting.Longest) is { } fault)
        {
            return new HandDecision<SlotChange>.Wrong(fault);
        }

        var word = isHealthy ? "healthy" : "unhealthy";
        if (RefusalToKeep(node, $"set {word}", mustExist: true) is { } refusal)
        {
            return new HandDecision<SlotChange>.Refused(refusal);
        }

        var reason = asking.Reason ?? $"{asking.Actor} says so";
        if (
            node.External is { } said
            && said.CountsAt(asking.Now)
            && said.IsHealthy == isHealthy
            && said.Reason == reason
            && said.Until == asking.Until
        )
        {
            return new HandDecision<SlotChange>.Same($"Node {node.Id} counts as {word} already.");
        }

        var until = asking.Until is { } end ? $"until {Lasting.Text(end)}" : "until that is cleared";
        var after = node with
        {
            External = new ExternalHealth(isHealthy, reason, asking.Actor, asking.Now, asking.Until),
        };
        var told = HandEvents.Of(
            EventKind.NodeHealthSet,
            slot.Group,
            after,
            isHealthy ? "SetHealthy" : "SetUnhealthy",
            asking,
            $"{asking.Actor} set node {node.Id} {word} {until}."
        );
        return Changed(slot, node, after, told, $"Node {node.Id} counts as {word} {until}, whatever its checks say.");
    }

    private static HandDecision<SlotChange> ClearHealth(Slot slot, Node node, Asking asking)
    {
        if (node.External is null)
        {
            return new HandDecision<SlotChange>.Same($"The checks alone judge node {node.Id}.");
        }

        var after = node with { External = null };
        var told = HandEvents.Of(
            EventKind.NodeHealthSet,
            slot.Group,
            after,
            "Cleared",
            asking,
            $"{asking.Actor} took back what was said of the health of node {node.Id}."
        );
        return Changed(slot, node, after, told, $"Its checks judge node {node.Id} again.");
    }

    /// <summary>Why a node cannot be kept or spoken for; null when it can.</summary>
    private static string? RefusalToKeep(Node node, string word, bool mustExist) =>
        node.State switch
        {
            NodeState.Deleting or NodeState.Draining =>
                $"Node {node.Id} is {node.State} since {Lasting.Text(node.Since)} and on its way out; it cannot be {word} any more.",
            NodeState.Quarantined =>
                $"Node {node.Id} is in quarantine and no longer part of its group; it cannot be {word}.",
            NodeState.Pending or NodeState.Creating or NodeState.Failed when mustExist =>
                $"Node {node.Id} is {node.State} and has no machine yet; it cannot be {word}.",
            _ => null,
        };

    internal static HandDecision<SlotChange>.Changed Changed(
        Slot slot,
        Node before,
        Node after,
        ClusterEvent told,
        string message
    ) => new(new SlotChange(slot, slot.With(before, after), [told]), message);
}
