using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Carries out what people asked to be done with nodes: outside every budget and breaker, since they saw it.</summary>
internal static class Wishes
{
    public static void Plan(GroupDraft draft)
    {
        foreach (var slot in draft.Slots.Where(NeedsLook))
        {
            foreach (var node in slot.Nodes.ToList())
            {
                if (node.Wish is { } wish)
                {
                    Grant(draft, slot, node, wish);
                }
                else if (node is { State: NodeState.Quarantined, KeepUntil: { } until })
                {
                    Keep(draft, slot, node, until);
                }
            }
        }
    }

    private static bool NeedsLook(SlotDraft slot)
    {
        foreach (var node in slot.Nodes)
        {
            if (node.Wish is not null || node.State == NodeState.Quarantined)
            {
                return true;
            }
        }

        return false;
    }

    private static void Grant(GroupDraft draft, SlotDraft slot, Node node, NodeWish wish)
    {
        switch (wish.Kind)
        {
            case WishKind.Replace when node.IsLeaving:
                // Somebody else was faster: it goes already.
                slot.Set(node, node with { Wish = null });
                break;
            case WishKind.Replace when slot.LiveCount > 1:
                // Its successor is on its way, or it is one: the wish stands until the slot has one node, and this one is not kept.
                break;
            case WishKind.Replace:
                Replace(draft, slot, node, wish);
                break;
            case WishKind.Drain:
                StandBy(draft, slot, node, wish);
                break;
            case WishKind.Quarantine:
                TakeOut(draft, slot, node, wish);
                break;
            case WishKind.Forget:
                Forget(draft, slot, node, wish);
                break;
            default:
                throw new InvalidOperationException("A wish of a kind that does not exist.");
        }
    }

    private static void Replace(GroupDraft draft, SlotDraft slot, Node node, NodeWish wish)
    {
        if (!draft.Ways.AnyListed)
        {
            return;
        }

        var free = node with { Wish = null, Hold = null };
        slot.Set(node, free);
        var begun = Replacements.Start(draft, slot, free, ReplaceReason.Asked, Because(wish, "its replacement"));
        if (!begun)
        {
            slot.Set(free, node);
        }
    }

    private static void StandBy(GroupDraft draft, SlotDraft slot, Node node, NodeWish wish) =>
        slot.Set(
            node,
            node with
            {
                Wish = null,
                IsDrained = node.IsDrained || !draft.SourceOf(node).Drains,
                Hold = new NodeHold(HoldKind.Standby, wish.Actor, wish.Reason, draft.Now, null),
            }
        );

    private static void TakeOut(GroupDraft draft, SlotDraft slot, Node node, NodeWish wish)
    {
        if (!NodeController.Allows(node.State, NodeTrigger.TakenOut) || wish.Until is not { } until)
        {
            slot.Set(node, node with { Wish = null });
            return;
        }

        var message = Because(wish, "its quarantine");
        var after = NodeController.Move(node, NodeTrigger.TakenOut, draft.Now) with
        {
            Wish = null,
            Hold = null,
            KeepUntil = until,
            Reason = message,
        };
        slot.Lineage = Replacements.After(slot.Lineage, ReplaceReason.Asked, node, message, draft);
        slot.Set(
            node,
            after,
            NodeEvents.Of(
                EventKind.NodeQuarantined,
                slot.Group,
                after,
                "Asked",
                message,
                ("until", NodeEvents.Text(until)),
                ("health", node.Health.Status.ToString()),
                ("healthReason", node.Health.Reason)
            )
        );
        draft.WaitUntil(until);
    }

    private static void Keep(GroupDraft draft, SlotDraft slot, Node node, DateTimeOffset until)
    {
        if (draft.Now < until)
        {
            draft.WaitUntil(until);
            return;
        }

        NodeSteps.Doom(draft, slot, node, RemovalReason.QuarantineOver, "The time for which it was kept is over.");
    }

    private static void Forget(GroupDraft draft, SlotDraft slot, Node node, NodeWish wish)
    {
        if (!NodeController.Allows(node.State, NodeTrigger.LetGo))
        {
            slot.Set(node, node with { Wish = null });
            return;
        }

        draft.Unask(node);
        if ((node.InstanceId ?? node.AdoptId) is { } instance)
        {
            draft.Forgotten.Add(instance);
        }

        slot.Remove(
            node,
            NodeTrigger.LetGo,
            NodeEvents.Of(
                EventKind.NodeForgotten,
                slot.Group,
                node,
                "Asked",
                $"{Because(wish, "its release")} Its machine stays as it is."
            )
        );
    }

    private static string Because(NodeWish wish, string what) =>
        wish.Reason is null ? $"{wish.Actor} asked for {what}." : $"{wish.Actor} asked for {what}: {wish.Reason}";
}
