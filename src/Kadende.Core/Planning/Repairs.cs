using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Replaces nodes that are ill or dead, a few at a time, and stops when too many fall ill at once.</summary>
internal static class Repairs
{
    public static void Plan(GroupDraft draft, IReadOnlyList<SlotDraft> slots)
    {
        var bad = slots.Where(slot => slot.Live!.State == NodeState.Unhealthy).ToList();
        if (bad.Count > 0 && !draft.Spec.Repair.Auto)
        {
            draft.Say("RepairOff", $"{bad.Count} unhealthy nodes are left alone: repair.auto is false.");
        }
        else if (bad.Count > 0)
        {
            Repair(draft, slots, bad);
        }
    }

    private static void Repair(GroupDraft draft, IReadOnlyList<SlotDraft> slots, List<SlotDraft> bad)
    {
        var breaker = BreakerIsOpen(draft, slots);
        var inFlight = InFlight(draft);
        foreach (var slot in bad)
        {
            var node = slot.Live!;
            var dead = NodeObserver.IsDead(node);
            if (!dead && breaker)
            {
                continue;
            }

            if (inFlight >= Budget(draft))
            {
                draft.Say(
                    "RepairBudget",
                    $"{draft.Spec.Repair.MaxInFlight} of the nodes may be under repair at once; the rest waits."
                );
                return;
            }

            var reason = dead ? ReplaceReason.Dead : ReplaceReason.Unhealthy;
            if (Replacements.Start(draft, slot, node, reason, node.Health.Reason ?? "It is unhealthy."))
            {
                inFlight++;
            }
        }
    }

    /// <summary>How many nodes may be on their way at once in place of ill, dead or missing ones.</summary>
    public static int Budget(GroupDraft draft) => Math.Max(1, draft.Spec.Repair.MaxInFlight.Of(draft.Spec.Slots.Count));

    public static int InFlight(GroupDraft draft) => draft.Slots.Count(IsInFlight);

    private static bool IsInFlight(SlotDraft slot)
    {
        if (slot.IsSurplus || slot.Lineage.LastReason is null or ReplaceReason.Outdated)
        {
            return false;
        }

        // A first good answer is not yet the verdict that lets the old node go.
        return slot.Live is { } live ? slot.LiveCount > 1 || Replacements.IsComingUp(live) : slot.IsEmptying;
    }

    /// <summary>Many that fall ill at once usually means that the signal is wrong, or that replacing would not help.</summary>
    private static bool BreakerIsOpen(GroupDraft draft, IReadOnlyList<SlotDraft> slots)
    {
        var ill = slots.Count(slot => slot.Live!.State == NodeState.Unhealthy && !NodeObserver.IsDead(slot.Live!));
        var wanted = draft.Spec.Slots.Count;
        if (ill <= 2 || ill <= draft.Spec.Repair.Breaker.Of(wanted))
        {
            return false;
        }

        draft.Say(
            "BreakerOpen",
            $"{ill} of {wanted} nodes are unhealthy, more than the breaker of {draft.Spec.Repair.Breaker} allows: none of them is replaced."
        );
        return true;
    }
}
