using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Calls of flavours: machines that are up are configured, and those that are to go or stand by let go of their work.</summary>
internal static class FlavourSteps
{
    public static void Plan(GroupDraft draft)
    {
        foreach (var slot in draft.Slots)
        {
            foreach (var node in slot.Nodes.ToList())
            {
                if (node.State == NodeState.Draining)
                {
                    Drain(draft, slot, node);
                }
                else if (node.State == NodeState.Provisioning && IsToConfigure(draft, node))
                {
                    draft.Acts.Add(new Act.Provision(slot.Key, node));
                }
                else if (node is { Hold.Kind: HoldKind.Standby, IsDrained: false, InstanceId: not null, Wish: null })
                {
                    StandBy(draft, slot, node);
                }
            }
        }
    }

    private static bool IsToConfigure(GroupDraft draft, Node node) =>
        draft.SourceOf(node) is { Provisions: true, IsListed: true }
        && draft.Match.Of(node) is { Instance.State: InstanceState.Running };

    private static void Drain(GroupDraft draft, SlotDraft slot, Node node)
    {
        if (node.Since == draft.Now && !node.IsDrained)
        {
            // Begun in this look, with its first call.
            return;
        }

        var isOver = draft.Now >= node.DrainUntil;
        if (!node.IsDrained && !isOver)
        {
            draft.Acts.Add(new Act.Drain(slot.Key, node));
            draft.WaitUntil(draft.Now + draft.View.Limits.UnsettledLook);
            return;
        }

        if (!node.IsDrained)
        {
            slot.Tell(
                NodeEvents.Of(
                    EventKind.NodeDrained,
                    slot.Group,
                    node,
                    "TimedOut",
                    $"The time to let go of its work is over; it was still at: {node.Doing ?? "nothing that is known"}."
                )
            );
        }

        NodeSteps.RemoveDrained(draft, slot, node);
    }

    private static void StandBy(GroupDraft draft, SlotDraft slot, Node node)
    {
        if (draft.SourceOf(node) is { Drains: true, IsListed: true } && node.IsHeldAt(draft.Now))
        {
            draft.Acts.Add(new Act.Drain(slot.Key, node));
            draft.WaitUntil(draft.Now + draft.View.Limits.UnsettledLook);
        }
    }
}
