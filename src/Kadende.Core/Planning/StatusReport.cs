using Kadende.Core.Clusters;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What users are told of a group after a look at it.</summary>
public static class StatusReport
{
    /// <param name="slots">The slots after the look and what came of its acts.</param>
    /// <param name="said">What stands in the way, apart from what the nodes themselves say.</param>
    public static GroupStatus Of(
        GroupView view,
        IReadOnlyList<Slot> slots,
        IReadOnlyDictionary<string, DateTimeOffset> unknownSince,
        IReadOnlyList<Condition> said
    )
    {
        var count = Count(view, slots);
        var conditions = Conditions(view, slots, said);
        var wanted = view.Wanted?.Slots.Count ?? 0;
        return new GroupStatus
        {
            Path = view.Path,
            Generation = view.Generation,
            State = State(view, count, conditions),
            Wanted = wanted,
            Present = count.Present,
            Healthy = count.Settled,
            Changing = count.Changing,
            Conditions = conditions,
            Sources = SourceList.After(view, slots),
            UnknownSince = unknownSince,
            EmptySince = IsEmpty(view, slots, unknownSince) ? view.Status?.EmptySince ?? view.Now : null,
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
        } == right
        && left.Conditions.SequenceEqual(right.Conditions)
        && left.Sources.SequenceEqual(right.Sources)
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
        && view.Sources.Values.All(source => source.IsListed);

    private sealed record Counts(int Present, int Settled, int Changing, int Outdated);

    private static Counts Count(GroupView view, IReadOnlyList<Slot> slots)
    {
        var (present, settled, changing, outdated) = (0, 0, 0, 0);
        var hash = view.Wanted?.ConfigHash;
        foreach (var slot in slots)
        {
            foreach (var node in slot.Nodes)
            {
                var up = node.State is NodeState.Provisioning or NodeState.Running or NodeState.Unhealthy;
                present += up ? 1 : 0;
                settled += Replacements.IsSettled(node) && node.MissingSince is null ? 1 : 0;
                changing += IsChanging(node, slot) ? 1 : 0;
                outdated += hash is not null && !string.Equals(hash, node.ConfigHash, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return new Counts(present, settled, changing, outdated);
    }

    private static bool IsChanging(Node node, Slot slot) =>
        slot.Nodes.Count > 1
        || node.State == NodeState.Deleting
        || node.MissingSince is not null
        || Replacements.IsComingUp(node);

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
            count.Settled == spec.Slots.Count
            && count.Present == spec.Slots.Count
            && count is { Changing: 0, Outdated: 0 }
            ? ConvergenceState.Converged
            : ConvergenceState.Changing;
    }

    /// <summary>Conditions that do not pass by waiting for what is under way.</summary>
    private static readonly HashSet<string> Degrading = new(StringComparer.Ordinal)
    {
        "ProviderUnavailable",
        "CreationFailed",
        "CreationWaits",
        "RemovalFails",
        "RepairOff",
        "RepairWaits",
        "BreakerOpen",
        "UpdateStopped",
    };

    private static List<Condition> Conditions(GroupView view, IReadOnlyList<Slot> slots, IReadOnlyList<Condition> said)
    {
        var all = new List<Condition>();
        foreach (var source in view.Sources.Values.Where(source => !source.IsListed).DistinctBy(source => source.Key))
        {
            all.Add(new Condition("ProviderUnavailable", view.Now, source.Problem!));
        }

        if (view.Wanted is { Paused: true })
        {
            all.Add(new Condition("Paused", view.Now, "The group is looked at but not changed: paused is true."));
        }

        var troubled = slots.SelectMany(slot => slot.Nodes).Where(node => node.Problem is not null).ToList();
        Add(all, view, "CreationFailed", troubled.Where(node => node.State == NodeState.Failed));
        Add(all, view, "CreationWaits", troubled.Where(node => node.State != NodeState.Failed));
        all.AddRange(said);
        return [.. all.DistinctBy(condition => condition.Type).Select(condition => KeepSince(view, condition))];
    }

    private static void Add(List<Condition> all, GroupView view, string type, IEnumerable<Node> nodes)
    {
        var byProblem = nodes
            .GroupBy(node => node.Problem)
            .Select(group => $"{group.Count()} nodes ({group.Key}): {group.First().Reason}")
            .ToList();
        if (byProblem.Count > 0)
        {
            all.Add(new Condition(type, view.Now, string.Join(' ', byProblem)));
        }
    }

    private static Condition KeepSince(GroupView view, Condition condition)
    {
        var before = view.Status?.Conditions.FirstOrDefault(known =>
            string.Equals(known.Type, condition.Type, StringComparison.Ordinal)
        );
        return before is null ? condition : condition with { Since = before.Since };
    }
}
