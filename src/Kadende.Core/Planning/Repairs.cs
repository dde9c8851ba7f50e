using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Replaces nodes that are ill or dead, a few at a time.</summary>
internal static class Repairs
{
    public static void Plan(GroupDraft draft, IReadOnlyList<SlotDraft> slots)
    {
        var all = slots.Where(slot => slot.Live!.State == NodeState.Unhealthy).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var bad = all.Where(slot => !slot.Live!.IsHeldAt(draft.Now)).ToList();
        if (bad.Count < all.Count)
        {
            draft.Say("RepairHeld", $"{all.Count - bad.Count} unhealthy nodes are left alone: a person holds them.");
        }

        if (bad.Count > 0 && !draft.Spec.Repair.Auto)
        {
            draft.Say("RepairOff", $"{bad.Count} unhealthy nodes are not replaced for that: repair.auto is false.");
        }
        else
        {
            Repair(draft, bad);
        }
    }

    private static void Repair(GroupDraft draft, List<SlotDraft> bad)
    {
        var inFlight = InFlight(draft);
        foreach (var slot in bad)
        {
            var node = slot.Live!;
            if (Breakers.Keeps(draft, node))
            {
                continue;
            }

            if (inFlight >= Budget(draft))
            {
                SayBudget(draft);
                return;
            }

            var reason = NodeObserver.IsDead(node) ? ReplaceReason.Dead : ReplaceReason.Unhealthy;
            if (Replacements.Start(draft, slot, node, reason, node.Health.Reason ?? "It is unhealthy."))
            {
                inFlight++;
            }
        }
    }

    public static void SayBudget(GroupDraft draft) =>
        draft.Say(
            "RepairBudget",
            $"{draft.Spec.Repair.MaxInFlight} of the nodes may be under repair at once; the rest waits."
        );

    /// <summary>How many nodes may be on their way at once in place of ill, dead or missing ones.</summary>
    public static int Budget(GroupDraft draft) => Math.Max(1, draft.Spec.Repair.MaxInFlight.Of(draft.Spec.Slots.Count));

    public static int InFlight(GroupDraft draft) => draft.Slots.Count(IsInFlight);

    private static bool IsInFlight(SlotDraft slot)
    {
        if (slot.IsSurplus || slot.Lineage.LastReason is null or ReplaceReason.Outdated or ReplaceReason.Asked)
        {
            return false;
        }

        // A first good answer is not yet the verdict that lets the old node go.
        return slot.Live is { } live
            ? slot.LiveCount > 1 || Replacements.IsComingUp(live)
            : slot.IsEmptying || slot.Lineage.IsReserved;
    }
}
