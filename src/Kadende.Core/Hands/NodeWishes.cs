using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;

namespace Kadende.Core.Hands;

/// <summary>Decides what becomes of something that a person wants done with a node.</summary>
internal static class NodeWishes
{
    public static HandDecision<SlotChange> Decide(Slot slot, Node node, WishKind kind, Asking asking)
    {
        var keeps = kind == WishKind.Quarantine;
        if (Lasting.FaultOf(asking, mayEnd: keeps, mustEnd: keeps, Lasting.LongestQuarantine) is { } fault)
        {
            return new HandDecision<SlotChange>.Wrong(fault);
        }

        if (Refusal(slot, node, kind) is { } refusal)
        {
            return new HandDecision<SlotChange>.Refused(refusal);
        }

        return AlreadySo(node, kind, asking) ?? Ask(slot, node, kind, asking);
    }

    private static HandDecision<SlotChange> Ask(Slot slot, Node node, WishKind kind, Asking asking)
    {
        var isKept = node.State == NodeState.Quarantined && kind == WishKind.Quarantine;
        var after = isKept
            // It is out of its group already: only the end of its time moves.
            ? node with
            {
                KeepUntil = asking.Until,
            }
            : node with
            {
                Wish = new NodeWish(kind, asking.Actor, asking.Reason, asking.Now, asking.Until),
            };
        var told = HandEvents.Of(
            EventKind.NodeAsked,
            slot.Group,
            after,
            kind.ToString(),
            asking,
            $"{asking.Actor} asked to {Verb(kind)} node {node.Id}{Until(asking)}."
        );
        return NodeHands.Changed(slot, node, after, told, Outlook(node, kind, asking));
    }

    private static HandDecision<SlotChange>? AlreadySo(Node node, WishKind kind, Asking asking) =>
        node switch
        {
            { Wish: { } wish } when wish.Kind == kind && wish.Until == asking.Until =>
                new HandDecision<SlotChange>.Same(
                    $"It was asked already to {Verb(kind)} node {node.Id}; the next look does."
                ),
            { State: NodeState.Quarantined } when kind == WishKind.Quarantine && node.KeepUntil == asking.Until =>
                new HandDecision<SlotChange>.Same($"Node {node.Id} is in quarantine{Until(asking)} already."),
            { IsDrained: true } when kind == WishKind.Drain => new HandDecision<SlotChange>.Same(
                $"Node {node.Id} is drained already."
            ),
            _ => null,
        };

    private static string? Refusal(Slot slot, Node node, WishKind kind) =>
        node.State switch
        {
            NodeState.Deleting =>
                $"Node {node.Id} is being removed since {Lasting.Text(node.Since)}; nothing more can be done with it.",
            NodeState.Draining when kind != WishKind.Forget =>
                $"Node {node.Id} is on its way out since {Lasting.Text(node.Since)}; it can only be forgotten.",
            NodeState.Quarantined when kind is WishKind.Replace or WishKind.Drain =>
                $"Node {node.Id} is in quarantine, and another node has taken its place already; it can be forgotten.",
            NodeState.Pending
            or NodeState.Creating
            or NodeState.Failed when kind is WishKind.Drain or WishKind.Quarantine =>
                $"Node {node.Id} is {node.State} and has no machine yet; there is nothing to {Verb(kind)}.",
            _ when kind == WishKind.Replace && slot.Nodes.Count > 1 && ReferenceEquals(slot.Nodes[0], node) =>
                $"Node {node.Id} is being replaced already, by node {slot.Nodes[^1].Id}.",
            _ => null,
        };

    private static string Verb(WishKind kind) =>
        kind switch
        {
            WishKind.Replace => "replace",
            WishKind.Drain => "drain",
            WishKind.Quarantine => "quarantine",
            WishKind.Forget => "forget",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such wish."),
        };

    private static string Outlook(Node node, WishKind kind, Asking asking) =>
        kind switch
        {
            WishKind.Replace =>
                $"Another node takes the place of {node.Id}, in the order that the spec asks for, outside of budgets and breaker.",
            WishKind.Drain => $"Node {node.Id} lets go of its work and then stands by until it is resumed.",
            WishKind.Quarantine =>
                $"Node {node.Id} leaves its group and is kept{Until(asking)}; another node takes its place. Then it is removed.",
            WishKind.Forget =>
                $"Node {node.Id} is nobody's node any more, and its machine stays as it is: removing that is up to you. Another node takes "
                    + "its place.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such wish."),
        };

    private static string Until(Asking asking) => asking.Until is { } until ? $" until {Lasting.Text(until)}" : "";
}
