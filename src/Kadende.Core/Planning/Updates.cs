using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>Replaces nodes made from an older configuration, a few at a time, and stops while new ones do not come up.</summary>
internal static class Updates
{
    public static void Plan(GroupDraft draft, IReadOnlyList<SlotDraft> slots)
    {
        var outdated = slots.Where(slot => IsOutdated(draft, slot.Live!) && !slot.Live!.IsHeldAt(draft.Now)).ToList();
        if (draft.Spec.Update.Strategy == UpdateStrategy.OnDelete)
        {
            draft.Update = null;
            if (outdated.Count > 0)
            {
                draft.Say(
                    "UpdateOnDelete",
                    $"{outdated.Count} nodes have an older configuration; they get the new one when they go for another reason."
                );
            }

            return;
        }

        var problem = Problem(draft);
        UpdateReport.Plan(draft, outdated.Count, problem);
        if (problem is null)
        {
            Replace(draft, outdated);
        }
    }

    /// <summary>A new node took over.</summary>
    public static void Succeeded(GroupDraft draft, SlotDraft slot)
    {
        if (draft.Update is { Failures: > 0 } update && slot.Lineage.LastReason == ReplaceReason.Outdated)
        {
            draft.Update = update with { Failures = 0, Problem = null, RetryAt = null };
        }
    }

    /// <summary>A new node fell ill before it could take over: the next is tried later, alone, and not for ever.</summary>
    public static void Failed(GroupDraft draft, SlotDraft slot, Node successor)
    {
        if (draft.Update is { } update && slot.Lineage.LastReason == ReplaceReason.Outdated)
        {
            var (failures, repair) = (update.Failures + 1, draft.Spec.Repair);
            draft.Update = update with
            {
                Failures = failures,
                Problem = successor.Health.Reason ?? successor.Reason ?? "It is unhealthy.",
                RetryAt = draft.Now + Backoff.After(failures, repair.BackoffFrom, repair.BackoffTo),
            };
        }
    }

    public static bool IsOutdated(GroupDraft draft, Node node) => !draft.Spec.Makes(node.ConfigHash);

    private static void Replace(GroupDraft draft, List<SlotDraft> outdated)
    {
        if (outdated.Count == 0)
        {
            return;
        }

        var extra = draft.Slots.Where(slot => !slot.IsSurplus).Sum(Extra);
        var missing = draft.Spec.Slots.Count - draft.Slots.Count(slot => IsAvailable(draft, slot));
        var open = draft.Slots.Count(slot => IsOpen(draft, slot));
        // After a failure one new node has to show that it works before others follow.
        var isTrial = draft.Update is { Failures: > 0 };
        var (surge, unavailable) = isTrial
            ? (Math.Min(1, Surge(draft)), Math.Min(1, Unavailable(draft)))
            : (Surge(draft), Unavailable(draft));
        foreach (var slot in outdated.Where(slot => MayGo(draft, slot.Live!)).OrderBy(slot => IsWell(slot) ? 1 : 0))
        {
            var isWell = IsWell(slot);
            if (extra < surge)
            {
                extra += Start(draft, slot, Replacements.Start) ? 1 : 0;
            }
            // One that is not well is missing already: that it goes takes nothing away. How many may be open at once counts all the same,
            // since what says that they are ill may be wrong, and the new ones may be no better.
            else if (
                (isWell ? missing < unavailable : surge == 0 && open < Math.Max(1, unavailable))
                && Start(draft, slot, Replacements.RemoveFirst)
            )
            {
                open++;
                missing += isWell ? 1 : 0;
            }
        }
    }

    private static bool MayGo(GroupDraft draft, Node node) =>
        !Breakers.Keeps(draft, node)
        && (Replacements.IsSettled(node) || node.State == NodeState.Unhealthy || Readiness.IsSilent(draft, node));

    private static bool IsWell(SlotDraft slot) => Replacements.IsSettled(slot.Live!);

    /// <summary>It has no node, or one that has yet to show how it is.</summary>
    private static bool IsOpen(GroupDraft draft, SlotDraft slot) =>
        !slot.IsSurplus
        && (
            slot.Live is not { } live
            || live.State is not (NodeState.Unhealthy or NodeState.Failed)
                && !live.IsHeldAt(draft.Now)
                && !IsAvailable(draft, slot)
                && !Readiness.IsSilent(draft, live)
        );

    /// <summary>Machines of a slot beyond the one that it is for. One that drains still runs; one that is being deleted is on its provider.</summary>
    private static int Extra(SlotDraft slot)
    {
        var running = slot.Nodes.Count(node => node.State is not (NodeState.Deleting or NodeState.Quarantined));
        return Math.Max(0, running - 1);
    }

    private static bool IsAvailable(GroupDraft draft, SlotDraft slot) =>
        !slot.IsSurplus
        && slot.Nodes.Any(node =>
            Replacements.IsSettled(node) && (IsOutdated(draft, node) || Readiness.IsReady(draft, node))
        );

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

    private static bool Start(
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

    /// <summary>Why no further node is replaced now; null: nothing is in the way.</summary>
    private static string? Problem(GroupDraft draft)
    {
        if (draft.Slots.FirstOrDefault(slot => IsStuck(draft, slot)) is { Live: { } stuck } slot)
        {
            var why = stuck.Health.Reason ?? stuck.Reason;
            return $"the new node in slot {slot.Key} does not become healthy{(why is null ? "" : $": {why}")}";
        }

        if (
            draft.Update is not { Failures: > 0 and var failures } update
            || !string.Equals(update.ConfigHash, draft.Spec.ConfigHash, StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (failures >= draft.Spec.Repair.Retries)
        {
            return $"{failures} new nodes in a row did not become healthy: {update.Problem}";
        }

        if (draft.Now >= update.RetryAt)
        {
            return null;
        }

        draft.WaitUntil(update.RetryAt!.Value);
        return $"a new node did not become healthy, and the next is tried at {NodeEvents.Text(update.RetryAt.Value)}: {update.Problem}";
    }

    /// <summary>A node of the wanted configuration that does not come up, is ill or says nothing: more of the same would not help.</summary>
    private static bool IsStuck(GroupDraft draft, SlotDraft slot) =>
        !slot.IsSurplus
        && slot.Live is { } node
        && !IsOutdated(draft, node)
        && (
            node.State is NodeState.Failed or NodeState.Unhealthy
            || node.Problem is not null and not (NodeProblem.Throttled or NodeProblem.Unavailable)
            || Readiness.IsSilent(draft, node)
        );
}
