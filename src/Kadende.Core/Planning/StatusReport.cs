using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>What users are told of a group after a look at it.</summary>
public static class StatusReport
{
    /// <param name="slots">The slots after the look and what came of its acts.</param>
    /// <param name="plan">What the look decided.</param>
    /// <param name="met">What stood in the way of its acts.</param>
    public static GroupStatus Of(
        GroupView view,
        IReadOnlyList<Slot> slots,
        GroupPlan plan,
        IReadOnlyList<Condition> met
    )
    {
        var count = Count(view, slots);
        var conditions = StatusConditions.Of(view, slots, [.. plan.Conditions, .. met]);
        return new GroupStatus
        {
            Path = view.Path,
            Generation = view.Generation,
            State = State(view, count, conditions),
            Wanted = view.Wanted?.Slots.Count ?? 0,
            Present = count.Present,
            Healthy = count.Settled,
            Changing = count.Changing,
            Conditions = conditions,
            Sources = SourceList.After(view, slots),
            UnknownSince = plan.UnknownSince,
            Breaker = plan.Breaker,
            Forgotten = plan.Forgotten,
            Update = plan.Update,
            EmptySince = IsEmpty(view, slots, plan.UnknownSince) ? view.Status?.EmptySince ?? view.Now : null,
        };
    }

    /// <summary>A group that is not wanted any more is gone for good: nothing of it was seen for longer than any listing lags.</summary>
    public static bool IsGone(GroupView view, GroupStatus status) =>
        view.Wanted is null
        && status.EmptySince is { } since
        && view.Now >= since + view.Sources.Values.Select(source => source.ListDelay).DefaultIfEmpty().Max();

    /// <summary>Whether two statuses say the same, so that nothing has to be written.</summary>
    public static bool IsSame(GroupStatus? left, GroupStatus right) =>
        left is not null
        && left with
        {
            Conditions = right.Conditions,
            Sources = right.Sources,
            UnknownSince = right.UnknownSince,
            Forgotten = right.Forgotten,
        } == right
        && left.Conditions.SequenceEqual(right.Conditions)
        && left.Sources.SequenceEqual(right.Sources)
        && left.Forgotten.SequenceEqual(right.Forgotten)
        && left.UnknownSince.Count == right.UnknownSince.Count
        && left.UnknownSince.All(seen =>
            right.UnknownSince.TryGetValue(seen.Key, out var since) && since == seen.Value
        );

    private static bool IsEmpty(
        GroupView view,
        IReadOnlyList<Slot> slots,
        IReadOnlyDictionary<string, DateTimeOffset> unknownSince
    ) =>
        view.Wanted is null
        && slots.Count == 0
        && unknownSince.Count == 0
        && (view.Hold?.Kind == GroupHoldKind.Freed || view.Sources.Values.All(source => source.IsListed));

    private sealed record Counts(int Present, int Settled, int Standby, int Changing, int Outdated);

    private static Counts Count(GroupView view, IReadOnlyList<Slot> slots)
    {
        var (present, settled, standby, changing, outdated) = (0, 0, 0, 0, 0);
        var rolling = view.Wanted is { Update.Strategy: UpdateStrategy.Rolling } spec ? spec : null;
        foreach (var slot in slots)
        {
            foreach (var node in slot.Nodes)
            {
                present += node.State is NodeState.Provisioning or NodeState.Running or NodeState.Unhealthy ? 1 : 0;
                settled += Replacements.IsSettled(node) && node.MissingSince is null ? 1 : 0;
                standby += node.IsOnStandbyAt(view.Now) ? 1 : 0;
                changing += IsChanging(node, slot) ? 1 : 0;
                outdated += rolling is not null && IsToUpdate(view, node, rolling) ? 1 : 0;
            }
        }

        return new Counts(present, settled, standby, changing, outdated);
    }

    private static bool IsToUpdate(GroupView view, Node node, GroupSpec spec) =>
        !spec.Makes(node.ConfigHash) && node.State != NodeState.Quarantined && !node.IsHeldAt(view.Now);

    private static bool IsChanging(Node node, Slot slot) =>
        node.State != NodeState.Quarantined
        && (
            slot.Nodes.Count > 1 && slot.Nodes.Count(other => other.State != NodeState.Quarantined) > 1
            || node.State is NodeState.Deleting or NodeState.Draining
            || node.MissingSince is not null
            || node.Wish is not null
            || Replacements.IsComingUp(node)
        );

    private static ConvergenceState State(GroupView view, Counts count, IReadOnlyList<Condition> conditions)
    {
        if (view.Wanted is not { } spec)
        {
            return ConvergenceState.Deleting;
        }

        if (conditions.Any(condition => Degrading.Contains(condition.Type)))
        {
            return ConvergenceState.Degraded;
        }

        return
            count.Settled + count.Standby == spec.Slots.Count
            && count.Present == spec.Slots.Count
            && count is { Changing: 0, Outdated: 0 }
            ? ConvergenceState.Converged
            : ConvergenceState.Changing;
    }

    /// <summary>Conditions that do not pass by waiting for what is under way.</summary>
    private static readonly HashSet<string> Degrading = new(StringComparer.Ordinal)
    {
        StatusConditions.ProviderUnavailable,
        "CreationFailed",
        "CreationWaits",
        "QuotaReached",
        "RemovalFails",
        "RepairOff",
        "RepairHeld",
        "ScaleInHeld",
        "NoReplacement",
        "RepairWaits",
        "BreakerOpen",
        "UpdateStopped",
    };
}
