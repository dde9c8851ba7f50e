using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What people said of a node that stays until a time or until they take it back.</summary>
internal static class Holds
{
    /// <summary>Ends what has expired, and takes a node back to work that had let go of it.</summary>
    public static Node Observe(GroupDraft draft, SlotDraft slot, Node node)
    {
        if (node is { Hold: null, External: null, IsDrained: false })
        {
            return node;
        }

        var after = node;
        if (node.Hold is { } hold)
        {
            after = EndHold(draft, slot, after, hold);
        }

        if (node.External is { } word && !word.CountsAt(draft.Now))
        {
            after = after with { External = null };
            const string Message = "The time of the word on its health is over; its checks count again.";
            slot.Tell(NodeEvents.Of(EventKind.NodeHealthSet, slot.Group, after, "Expired", Message));
        }
        else if (node.External is { Until: { } counts })
        {
            draft.WaitUntil(counts);
        }

        return after is { IsDrained: true, Hold: null } ? BackToWork(draft, slot, after) : after;
    }

    private static Node EndHold(GroupDraft draft, SlotDraft slot, Node node, NodeHold hold)
    {
        if (hold.HoldsAt(draft.Now))
        {
            if (hold.Until is { } until)
            {
                draft.WaitUntil(until);
            }

            return node;
        }

        var after = node with { Hold = null };
        slot.Tell(
            NodeEvents.Of(
                EventKind.NodeReleased,
                slot.Group,
                after,
                "Expired",
                $"It is no longer {hold.Kind}: the time for it is over."
            )
        );
        return after;
    }

    private static Node BackToWork(GroupDraft draft, SlotDraft slot, Node node)
    {
        var after = node with { IsDrained = false };
        if (!draft.SourceOf(node).Provisions)
        {
            return after;
        }

        after = NodeController.Move(after, NodeTrigger.ReturnedToWork, draft.Now) with
        {
            FlavoursDone = 0,
            Health = NodeHealth.None,
        };
        const string Message = "It takes up its work again: its flavours configure it anew.";
        slot.Tell(NodeEvents.Of(EventKind.NodeProvisioning, slot.Group, after, "Resumed", Message));
        return after;
    }
}
