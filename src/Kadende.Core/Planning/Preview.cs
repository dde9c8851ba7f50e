using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>
/// What applying a spec would do, from the same planner that then does it: it is asked what it would decide if every machine were as
/// recorded and no budget spread the work over several looks.
/// </summary>
public static class Preview
{
    /// <param name="wanted">The groups of the spec to apply, in its order.</param>
    /// <param name="slots">The present slots of all groups, also of those that the spec does not have.</param>
    /// <param name="generation">The generation that the spec would become.</param>
    public static IReadOnlyList<PlannedAction> Of(
        IReadOnlyList<GroupSpec> wanted,
        IReadOnlyDictionary<GroupPath, IReadOnlyList<Slot>> slots,
        long generation,
        DateTimeOffset now
    )
    {
        var removed = slots.Keys.Except(wanted.Select(group => group.Path)).Order();
        var actions = wanted
            .SelectMany(group =>
                Actions(group.Path, Unbounded(group), slots.GetValueOrDefault(group.Path) ?? [], generation, now)
            )
            .Concat(removed.SelectMany(path => Actions(path, null, slots[path], generation, now)));
        return [.. actions.Select((action, index) => action with { Order = index + 1 })];
    }

    private static GroupSpec Unbounded(GroupSpec group) =>
        group with
        {
            Paused = false,
            Repair = group.Repair with { MaxInFlight = Amount.Percent(100) },
            Update = group.Update with { MaxSurge = Amount.Percent(100), MaxUnavailable = Amount.Percent(100) },
        };

    private static IEnumerable<PlannedAction> Actions(
        GroupPath path,
        GroupSpec? wanted,
        IReadOnlyList<Slot> slots,
        long generation,
        DateTimeOffset now
    )
    {
        var plan = Planner.Plan(View(path, wanted, slots, generation, now));
        var actions = plan.Changes.SelectMany(change => Actions(path, change));
        return actions.OrderBy(action => action.Action == PlannedActionKind.Delete ? 0 : 1);
    }

    private static GroupView View(
        GroupPath path,
        GroupSpec? wanted,
        IReadOnlyList<Slot> slots,
        long generation,
        DateTimeOffset now
    )
    {
        var nodes = slots.SelectMany(slot => slot.Nodes).ToList();
        var source = new SourceFacts
        {
            Key = "recorded",
            IdempotentCreate = false,
            LongestCall = TimeSpan.FromDays(1),
        };
        return new GroupView
        {
            Path = path,
            Wanted = wanted,
            Generation = generation,
            Slots = slots,
            Status = null,
            Sources = nodes
                .Select(node => node.Source)
                .Concat((wanted?.Resources ?? []).Select((_, way) => new SourceKey(generation, way)))
                .Distinct()
                .ToDictionary(known => known, _ => source),
            Instances = [.. nodes.Where(node => node.InstanceId is not null).Select(AsRecorded)],
            Looks = new Dictionary<string, HealthLook>(StringComparer.Ordinal),
            Limits = new PlanLimits { MaxCreates = int.MaxValue, AskAgainAfter = TimeSpan.FromDays(1) },
            Nonce = "preview",
            Now = now,
        };
    }

    private static ObservedInstance AsRecorded(Node node)
    {
        var labels = new Dictionary<string, string>(node.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Node] = node.Id,
        };
        var instance = new Instance
        {
            Id = node.InstanceId!,
            State = node.State switch
            {
                NodeState.Provisioning => InstanceState.Starting,
                NodeState.Unhealthy when node.Health.ByProvider => InstanceState.Stopped,
                NodeState.Deleting => InstanceState.Terminating,
                _ => InstanceState.Running,
            },
            Labels = labels,
            Address = node.Address,
            Details = node.Details,
        };
        return new ObservedInstance(instance, node.Source);
    }

    private static IEnumerable<PlannedAction> Actions(GroupPath path, SlotChange change)
    {
        PlannedAction Action(PlannedActionKind kind, string? node) =>
            new(0, kind, path, change.Key, node, change.Events is [.., var last] ? last.Message : "");

        var before = LiveIds(change.Before);
        var after = LiveIds(change.After);
        if (change is { Before: { } old, After: { } next } && next.Lineage.Replacements > old.Lineage.Replacements)
        {
            return [Action(PlannedActionKind.Replace, before.LastOrDefault())];
        }

        return before
            .Except(after, StringComparer.Ordinal)
            .Select(node => Action(PlannedActionKind.Delete, node))
            .Concat(after.Except(before, StringComparer.Ordinal).Select(_ => Action(PlannedActionKind.Create, null)));
    }

    private static List<string> LiveIds(Slot? slot) =>
        [.. (slot?.Nodes ?? []).Where(node => !node.IsLeaving).Select(node => node.Id)];
}
