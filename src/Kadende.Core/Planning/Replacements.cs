using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Which nodes are replaced now, within the budgets: repairs of the ill and the dead, and updates of the outdated.</summary>
internal static class Replacements
{
    /// <summary>How many replaced nodes a slot remembers.</summary>
    private const int Remembered = 5;

    public static void Plan(GroupDraft draft)
    {
        foreach (var slot in draft.Slots.Where(slot => !slot.IsSurplus && slot.LiveCount > 1))
        {
            Succession.Finish(draft, slot);
        }

        Breakers.Plan(draft);
        if (!draft.Ways.AnyListed)
        {
            return;
        }

        Repairs.Plan(draft, Single(draft));
        Updates.Plan(draft, Single(draft));
    }

    private static List<SlotDraft> Single(GroupDraft draft) =>
        [.. draft.Slots.Where(slot => !slot.IsSurplus && slot.LiveCount == 1)];

    /// <summary>What a slot remembers once it was decided to replace a node of it.</summary>
    public static Lineage After(Lineage before, ReplaceReason reason, Node node, string message, GroupDraft draft)
    {
        var counts = reason is not (ReplaceReason.Outdated or ReplaceReason.Asked);
        return new Lineage
        {
            Replacements = before.Replacements + 1,
            LastReason = reason,
            LastAt = draft.Now,
            ShortLives =
                counts && draft.View.Wanted is { } spec ? ShortLives(before.ShortLives, node, spec, draft.Now) : 0,
            Past =
            [
                .. before.Past.TakeLast(Remembered - 1),
                new PastNode(node.Id, reason, message, node.CreatedAt, draft.Now),
            ],
        };
    }

    /// <summary>One more when the machine never was well or not for long; else fewer by as many as its life was long enough for.</summary>
    private static int ShortLives(int before, Node node, GroupSpec spec, DateTimeOffset now)
    {
        var longLives = node.Health.SeenHealthy ? Math.Floor((now - node.MadeAt) / LongLife(spec)) : 0;
        return longLives < 1 ? before + 1 : (int)Math.Max(0, before - longLives);
    }

    /// <summary>Longer than any delay before it, and than it takes to boot, to be found healthy and to be found ill, some times over.</summary>
    private static TimeSpan LongLife(GroupSpec spec)
    {
        var health = spec.Health;
        var verdicts = health.Grace + (health.Interval * (health.HealthyAfter + health.UnhealthyAfter) * 3);
        return verdicts > spec.Repair.BackoffTo ? verdicts : spec.Repair.BackoffTo;
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
        if (reason is not (ReplaceReason.Outdated or ReplaceReason.Asked) && MustRest(draft, slot))
        {
            return false;
        }

        if (LaunchesFirst(draft.Spec, reason))
        {
            if (draft.Ways.Next(old) is not { } way || !draft.MayBegin())
            {
                return false;
            }

            slot.Lineage = After(slot.Lineage, reason, old, message, draft);
            Filling.Begin(draft, slot, way, reason.ToString(), $"Takes the place of {old.Id}: {message}", old);
            return true;
        }

        return RemoveFirst(draft, slot, old, reason, message);
    }

    /// <summary>Removes a node before there is another in its place; not while none could come.</summary>
    public static bool RemoveFirst(GroupDraft draft, SlotDraft slot, Node old, ReplaceReason reason, string message)
    {
        if (draft.Refused is { } refused)
        {
            draft.Say("NoReplacement", $"Nothing is removed, since nothing would come in its place: {refused.Reason}");
            return false;
        }

        if (!draft.MayBegin())
        {
            return false;
        }

        slot.Lineage = After(slot.Lineage, reason, old, message, draft);
        draft.Reserve(slot);
        NodeSteps.Doom(draft, slot, old, RemovalFor(reason), message);
        return true;
    }

    /// <summary>What a node is removed for that is replaced for a reason.</summary>
    public static RemovalReason RemovalFor(ReplaceReason reason) =>
        reason switch
        {
            ReplaceReason.Missing => RemovalReason.Missing,
            ReplaceReason.Dead => RemovalReason.Dead,
            ReplaceReason.Unhealthy => RemovalReason.Unhealthy,
            ReplaceReason.Outdated => RemovalReason.Outdated,
            ReplaceReason.Asked => RemovalReason.Asked,
            _ => throw new InvalidOperationException("A reason of a kind that does not exist."),
        };

    /// <summary>A machine with a fixed identity cannot stand beside its successor.</summary>
    public static bool LaunchesFirst(GroupSpec spec, ReplaceReason reason) =>
        !spec.HasLogicalIds && (reason == ReplaceReason.Outdated || spec.Repair.Order == ReplaceOrder.LaunchFirst);

    public static bool IsSettled(Node node) =>
        node is { State: NodeState.Running, Health.Status: HealthStatus.Healthy, Hold: not { Kind: HoldKind.Standby } };

    /// <summary>On its way to its first good answer.</summary>
    public static bool IsComingUp(Node node) =>
        node.State is NodeState.Pending or NodeState.Creating or NodeState.Provisioning
        || node is { State: NodeState.Running, Health: { Status: HealthStatus.Unknown, SeenHealthy: false } };

    private static bool MustRest(GroupDraft draft, SlotDraft slot)
    {
        var notBefore = NotBefore(slot.Lineage, draft.Spec.Repair);
        if (draft.Now >= notBefore)
        {
            return false;
        }

        SayRest(draft, slot, notBefore);
        return true;
    }

    public static void SayRest(GroupDraft draft, SlotDraft slot, DateTimeOffset until)
    {
        draft.WaitUntil(until);
        draft.Say(
            new Clusters.Condition(
                "RepairWaits",
                draft.Now,
                $"Slot {slot.Key} lost {slot.Lineage.ShortLives} machines soon after they were made; it waits before the next."
            )
            {
                Until = until,
            }
        );
    }
}
