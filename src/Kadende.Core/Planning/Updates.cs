using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Replaces nodes made from an older configuration, a few at a time, and stops while new ones do not come up.</summary>
internal static class Updates
{
    public static void Plan(GroupDraft draft, IReadOnlyList<SlotDraft> slots)
    {
        var outdated = slots
            .Where(slot => IsOutdated(draft, slot.Live!) && Replacements.IsSettled(slot.Live!))
            .ToList();
        if (outdated.Count == 0)
        {
            return;
        }

        if (draft.Slots.FirstOrDefault(slot => IsStuck(draft, slot)) is { } stuck)
        {
            draft.Say(
                "UpdateStopped",
                $"{outdated.Count} nodes wait for the new configuration: the new node in slot {stuck.Key} does not become healthy."
            );
            return;
        }

        var wanted = draft.Spec.Slots.Count;
        var surge = Surge(draft);
        var extra = draft.Slots.Where(slot => !slot.IsSurplus).Sum(slot => Math.Max(0, slot.LiveCount - 1));
        var available = draft.Slots.Count(slot => !slot.IsSurplus && slot.Nodes.Any(Replacements.IsSettled));
        var missing = wanted - available;
        foreach (var slot in outdated)
        {
            if (extra < surge)
            {
                extra += Replace(draft, slot, Replacements.Start) ? 1 : 0;
            }
            else if (missing < Unavailable(draft))
            {
                missing += Replace(draft, slot, Remove) ? 1 : 0;
            }
            else
            {
                return;
            }
        }
    }

    public static bool IsOutdated(GroupDraft draft, Node node) =>
        !string.Equals(node.ConfigHash, draft.Spec.ConfigHash, StringComparison.Ordinal);

    /// <summary>No machine with a fixed identity stands beside its successor; otherwise one more at least, unless some may be missing.</summary>
    private static int Surge(GroupDraft draft)
    {
        if (draft.Spec.HasLogicalIds)
        {
            return 0;
        }

        var surge = draft.Spec.Update.MaxSurge.Of(draft.Spec.Slots.Count);
        return surge > 0 || draft.Spec.Update.MaxUnavailable.Of(draft.Spec.Slots.Count) > 0 ? surge : 1;
    }

    private static int Unavailable(GroupDraft draft) =>
        Math.Max(draft.Spec.HasLogicalIds ? 1 : 0, draft.Spec.Update.MaxUnavailable.Of(draft.Spec.Slots.Count));

    private static bool Replace(
        GroupDraft draft,
        SlotDraft slot,
        Func<GroupDraft, SlotDraft, Node, ReplaceReason, string, bool> how
    ) =>
        how(
            draft,
            slot,
            slot.Live!,
            ReplaceReason.Outdated,
            $"It was made from configuration {slot.Live!.ConfigHash}, and the spec asks for {draft.Spec.ConfigHash}."
        );

    private static bool Remove(GroupDraft draft, SlotDraft slot, Node old, ReplaceReason reason, string message)
    {
        slot.Lineage = Replacements.After(slot.Lineage, reason, old, draft);
        NodeSteps.Doom(draft, slot, old, reason.ToString(), message);
        return true;
    }

    /// <summary>A node of the wanted configuration that does not come up or is ill: more of the same would not help.</summary>
    private static bool IsStuck(GroupDraft draft, SlotDraft slot) =>
        !slot.IsSurplus
        && slot.Live is { } node
        && !IsOutdated(draft, node)
        && (node.State is NodeState.Failed or NodeState.Unhealthy || node.Problem is not null);
}
