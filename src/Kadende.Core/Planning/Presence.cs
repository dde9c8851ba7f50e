using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What it means that a machine is, or is not, in its provider's list.</summary>
internal static class Presence
{
    /// <summary>
    /// A machine that was there is not listed: gone at once where listings are exact and show others, else only when the doubt is over.
    /// </summary>
    public static void Absent(GroupDraft draft, SlotDraft slot, Node node)
    {
        var source = draft.SourceOf(node);
        if (!source.IsListed)
        {
            return;
        }

        if (draft.MayNotBeListedYet(node))
        {
            draft.WaitUntil(node.Since + source.ListDelay);
            return;
        }

        var since = node.MissingSince ?? draft.Now;
        var sure = draft.SureAt(source, since);
        if (draft.Now < sure)
        {
            draft.WaitUntil(sure);
            Miss(slot, node, since);
            return;
        }

        if (node.IsLeaving)
        {
            Gone(slot, node);
            return;
        }

        var message = $"Machine {node.InstanceId} is no longer listed by its provider.";
        slot.Remove(
            node,
            NodeTrigger.MachineGone,
            NodeEvents.Of(
                EventKind.NodeMissing,
                slot.Group,
                node,
                "NotListed",
                message,
                ("missingSince", NodeEvents.Text(since)),
                ("listDelay", NodeEvents.Text(source.ListDelay)),
                ("createdAt", NodeEvents.Text(node.CreatedAt))
            )
        );
        slot.Lineage = Replacements.After(slot.Lineage, ReplaceReason.Missing, node, message, draft);
    }

    /// <summary>A machine that is being removed: asked for again while it is listed, gone when it is not.</summary>
    public static void Leaving(GroupDraft draft, SlotDraft slot, Node node, ObservedInstance? seen)
    {
        var source = draft.SourceOf(node);
        if (seen is not null)
        {
            AskAgain(draft, slot, node, seen);
        }
        else if (source.IsListed)
        {
            GoneOrWait(draft, slot, node, source);
        }
    }

    private static void AskAgain(GroupDraft draft, SlotDraft slot, Node node, ObservedInstance seen)
    {
        var next = (node.RemovalAskedAt ?? DateTimeOffset.MinValue) + draft.View.Limits.AskAgainAfter;
        if (node.RemovalAskedAt is not null && draft.Now < next)
        {
            draft.WaitUntil(next);
            return;
        }

        var after = node with { InstanceId = seen.Instance.Id, RemovalAskedAt = draft.Now, MissingSince = null };
        slot.Set(node, after);
        NodeSteps.Ask(draft, slot, after, seen.Instance.Id, seen.Source);
    }

    private static void GoneOrWait(GroupDraft draft, SlotDraft slot, Node node, SourceFacts source)
    {
        var since = node.MissingSince ?? draft.Now;

        // A creation that was never answered may still be under way at the provider; and a listing may lag, or be empty for a moment.
        var unanswered = node.InstanceId is null && node.AskedAt is { } asked ? asked + source.LongestCall : since;
        var sure = draft.SureAt(source, since > unanswered ? since : unanswered);
        if (draft.Now < sure)
        {
            draft.WaitUntil(sure);
            Miss(slot, node, since);
            return;
        }

        Gone(slot, node);
    }

    private static void Miss(SlotDraft slot, Node node, DateTimeOffset since)
    {
        if (node.MissingSince is null)
        {
            slot.Set(node, node with { MissingSince = since });
        }
    }

    private static void Gone(SlotDraft slot, Node node) =>
        slot.Remove(
            node,
            NodeTrigger.MachineGone,
            NodeEvents.Of(
                EventKind.NodeGone,
                slot.Group,
                node,
                "NotListed",
                node.InstanceId is null
                    ? "The node is gone; no machine of it was ever seen."
                    : $"Machine {node.InstanceId} is gone.",
                ("deletingSince", NodeEvents.Text(node.Since)),
                ("deletedFor", node.Reason)
            )
        );
}
