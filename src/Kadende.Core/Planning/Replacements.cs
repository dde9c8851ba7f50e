using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>Which nodes are replaced now, within the budgets: repairs of the ill and the dead, and updates of the outdated.</summary>
internal static class Replacements
{
    public static void Plan(GroupDraft draft)
    {
        foreach (var slot in draft.Slots.Where(slot => !slot.IsSurplus && slot.LiveCount > 1))
        {
            Finish(draft, slot);
        }

        if (draft.Current is not { IsListed: true })
        {
            return;
        }

        Repairs.Plan(draft, Single(draft));
        Updates.Plan(draft, Single(draft));
    }

    private static List<SlotDraft> Single(GroupDraft draft) =>
        [.. draft.Slots.Where(slot => !slot.IsSurplus && slot.LiveCount == 1)];

    /// <summary>What a slot remembers once it was decided to replace a node of it.</summary>
    public static Lineage After(Lineage before, ReplaceReason reason, Node node, GroupDraft draft)
    {
        var isShort =
            reason != ReplaceReason.Outdated
            && draft.View.Wanted is { } spec
            && (!node.Health.SeenHealthy || draft.Now - node.CreatedAt < spec.Repair.BackoffFrom);
        return new Lineage
        {
            Replacements = before.Replacements + 1,
            LastReason = reason,
            LastAt = draft.Now,
            ShortLives = isShort ? before.ShortLives + 1 : 0,
        };
    }

    /// <summary>
    /// When a slot may be filled or replaced again: at once for the first short-lived machines, then with growing delay, so that a slot
    /// whose machines keep dying does not burn through one after the other.
    /// </summary>
    public static DateTimeOffset NotBefore(Lineage lineage, RepairSpec repair)
    {
        var tooMany = lineage.ShortLives - repair.Retries;
        return lineage.LastAt is { } last && tooMany > 0
            ? last + Backoff.After(tooMany, repair.BackoffFrom, repair.BackoffTo)
            : DateTimeOffset.MinValue;
    }

    /// <summary>Begins to replace a node; false when the new one has to wait, and nothing was changed.</summary>
    public static bool Start(GroupDraft draft, SlotDraft slot, Node old, ReplaceReason reason, string message)
    {
        var notBefore = NotBefore(slot.Lineage, draft.Spec.Repair);
        if (reason != ReplaceReason.Outdated && draft.Now < notBefore)
        {
            draft.WaitUntil(notBefore);
            draft.Say(
                "RepairWaits",
                $"Slot {slot.Key} lost several machines soon after they were made; it waits before the next."
            );
            return false;
        }

        if (draft.CreatesLeft == 0)
        {
            return false;
        }

        slot.Lineage = After(slot.Lineage, reason, old, draft);
        if (LaunchesFirst(draft.Spec, reason))
        {
            Filling.Begin(draft, slot, reason.ToString(), $"Takes the place of {old.Id}: {message}", old);
        }
        else
        {
            NodeSteps.Doom(draft, slot, old, reason.ToString(), message);
        }

        return true;
    }

    /// <summary>A machine with a fixed identity cannot stand beside its successor.</summary>
    public static bool LaunchesFirst(GroupSpec spec, ReplaceReason reason) =>
        !spec.HasLogicalIds && (reason == ReplaceReason.Outdated || spec.Repair.Order == ReplaceOrder.LaunchFirst);

    public static bool IsSettled(Node node) =>
        node is { State: NodeState.Running, Health.Status: HealthStatus.Healthy };

    /// <summary>On its way to its first good answer.</summary>
    public static bool IsComingUp(Node node) =>
        node.State is NodeState.Pending or NodeState.Creating or NodeState.Provisioning
        || node is { State: NodeState.Running, Health: { Status: HealthStatus.Unknown, SeenHealthy: false } };

    /// <summary>A slot that holds a node and its successor: the old one goes when the new one is well, and not before.</summary>
    private static void Finish(GroupDraft draft, SlotDraft slot)
    {
        var live = slot.Nodes.Where(node => node.State != NodeState.Deleting).ToList();
        var successor = live[^1];
        var reason = (slot.Lineage.LastReason ?? ReplaceReason.Outdated).ToString();
        if (IsSettled(successor))
        {
            foreach (var old in live.SkipLast(1))
            {
                NodeSteps.Doom(draft, slot, old, reason, $"{successor.Id} took its place, and is healthy.");
            }
        }
        else if (IsSettled(live[0]) && IsUpToDate(draft, live[0]))
        {
            NodeSteps.Doom(
                draft,
                slot,
                successor,
                "NotNeeded",
                $"{live[0].Id}, which it was to replace, is healthy again."
            );
        }
        else if (successor.State == NodeState.Unhealthy)
        {
            slot.Lineage = After(slot.Lineage, slot.Lineage.LastReason ?? ReplaceReason.Unhealthy, successor, draft);
            NodeSteps.Doom(draft, slot, successor, "Unhealthy", $"The successor fell ill: {successor.Health.Reason}");
        }
    }

    private static bool IsUpToDate(GroupDraft draft, Node node) =>
        string.Equals(node.ConfigHash, draft.Spec.ConfigHash, StringComparison.Ordinal);
}
