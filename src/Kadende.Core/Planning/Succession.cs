using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>A slot that holds a node and its successor: the old one goes when the new one is well, and not before.</summary>
internal static class Succession
{
    /// <summary>A node that got well again by itself this often is replaced all the same: it would only fall ill once more.</summary>
    private const int TooManyRelapses = 3;

    public static void Finish(GroupDraft draft, SlotDraft slot)
    {
        var live = slot.Nodes.Where(node => !node.IsLeaving).ToList();
        var successor = live[^1];
        if (Readiness.IsReady(draft, successor) && !IsOvertaken(draft, slot, live))
        {
            Updates.Succeeded(draft, slot);
            var reason = Replacements.RemovalFor(slot.Lineage.LastReason ?? ReplaceReason.Outdated);
            foreach (var old in live.SkipLast(1).Where(old => !old.IsHeldAt(draft.Now)))
            {
                NodeSteps.Doom(draft, slot, old, reason, $"{successor.Id} took its place, and is healthy.");
            }
        }
        else if (successor.IsHeldAt(draft.Now))
        {
            // A person wants it left alone: it stays beside the other until it is well, or free.
        }
        else if (IsWellAgain(draft, slot, live[0]))
        {
            NodeSteps.Doom(
                draft,
                slot,
                successor,
                RemovalReason.NotNeeded,
                $"{live[0].Id}, which it was to replace, is healthy and as the spec wants it."
            );
        }
        else if (IsOutOfDate(draft, slot, successor))
        {
            const string Message = "It was not healthy yet, and the spec asks for another configuration by now.";
            NodeSteps.Doom(draft, slot, successor, RemovalReason.Outdated, Message);
        }
        else if (successor.State == NodeState.Unhealthy)
        {
            var message = $"The successor fell ill: {successor.Health.Reason}";
            slot.Lineage = Replacements.After(
                slot.Lineage,
                slot.Lineage.LastReason ?? ReplaceReason.Unhealthy,
                successor,
                message,
                draft
            );
            Updates.Failed(draft, slot, successor);
            NodeSteps.Doom(draft, slot, successor, RemovalReason.Unhealthy, message);
        }
    }

    /// <summary>The spec went back to what the old one was made from while the new one came up.</summary>
    private static bool IsOvertaken(GroupDraft draft, SlotDraft slot, List<Node> live) =>
        Updates.IsOutdated(draft, live[^1]) && IsWellAgain(draft, slot, live[0]);

    /// <summary>A corrected spec does not wait for machines of the one before it.</summary>
    private static bool IsOutOfDate(GroupDraft draft, SlotDraft slot, Node successor) =>
        slot.Lineage.LastReason is not ReplaceReason.Asked
        && draft.Spec.Update.Strategy == UpdateStrategy.Rolling
        && Updates.IsOutdated(draft, successor)
        && !Replacements.IsSettled(successor);

    private static bool IsWellAgain(GroupDraft draft, SlotDraft slot, Node old) =>
        slot.Lineage.LastReason is not ReplaceReason.Asked
        && old.Wish is not { Kind: WishKind.Replace }
        && old.Relapses < TooManyRelapses
        && Replacements.IsSettled(old)
        && !Updates.IsOutdated(draft, old);
}
