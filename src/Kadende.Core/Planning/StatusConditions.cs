using Kadende.Core.Clusters;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What users should know of a group now.</summary>
internal static class StatusConditions
{
    /// <summary>A place of the group's machines cannot be listed.</summary>
    public const string ProviderUnavailable = "ProviderUnavailable";

    /// <param name="said">What the rules and the acts of the look had to say.</param>
    public static IReadOnlyList<Condition> Of(GroupView view, IReadOnlyList<Slot> slots, IReadOnlyList<Condition> said)
    {
        var all = new List<Condition>();
        if (view.Hold is { Kind: GroupHoldKind.Freed } freed)
        {
            all.Add(new Condition("Freed", view.Now, $"{freed.Actor} took it out of management: {Why(freed)}"));
            return [.. all.Select(condition => KeepSince(view, condition))];
        }

        foreach (var source in view.Sources.Values.Where(source => !source.IsListed).DistinctBy(source => source.Key))
        {
            all.Add(new Condition(ProviderUnavailable, view.Now, source.Problem!));
        }

        if (view.Sources.Values.FirstOrDefault(source => source.Note is not null) is { Note: { } note })
        {
            all.Add(new Condition("PluginVersionGone", view.Now, note));
        }

        if (view.Hold is { Kind: GroupHoldKind.Paused } paused)
        {
            all.Add(new Condition("Paused", view.Now, $"{paused.Actor} paused it: {Why(paused)}"));
        }
        else if (view.Wanted is { Paused: true })
        {
            all.Add(new Condition("Paused", view.Now, "The group is looked at but not changed: paused is true."));
        }

        AddNodes(all, view, slots);
        all.AddRange(said);
        return [.. all.DistinctBy(condition => condition.Type).Select(condition => KeepSince(view, condition))];
    }

    private static void AddNodes(List<Condition> all, GroupView view, IReadOnlyList<Slot> slots)
    {
        var troubled = new List<Node>();
        var (held, quarantined, observed) = (0, 0, 0);
        foreach (var slot in slots)
        {
            foreach (var node in slot.Nodes)
            {
                if (node.Problem is not null)
                {
                    troubled.Add(node);
                }

                held += node.IsHeldAt(view.Now) ? 1 : 0;
                quarantined += node.State == NodeState.Quarantined ? 1 : 0;
                observed += node.Health.Observed is { Status: HealthStatus.Unhealthy } ? 1 : 0;
            }
        }

        AddProblems(all, view, "CreationFailed", troubled.Where(node => node.State == NodeState.Failed));
        AddProblems(all, view, "CreationWaits", troubled.Where(node => node.State != NodeState.Failed));
        AddCount(all, view, "NodesHeld", held, "are protected or stand by, on a person's word");
        AddCount(all, view, "NodesQuarantined", quarantined, "left the group and are kept for a look at them");
        AddCount(
            all,
            view,
            "WouldReplace",
            observed,
            "are unhealthy by their checks and would be replaced: health.mode is observe"
        );
    }

    private static void AddCount(List<Condition> all, GroupView view, string type, int count, string what)
    {
        if (count > 0)
        {
            all.Add(new Condition(type, view.Now, $"{count} nodes {what}."));
        }
    }

    private static void AddProblems(List<Condition> all, GroupView view, string type, IEnumerable<Node> nodes)
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

    private static string Why(GroupHold hold) => hold.Reason ?? "no reason was given.";

    /// <summary>A condition that says the same as before is the same, so that nothing has to be written.</summary>
    private static Condition KeepSince(GroupView view, Condition condition)
    {
        var before = view.Status?.Conditions.FirstOrDefault(known =>
            string.Equals(known.Type, condition.Type, StringComparison.Ordinal)
        );
        return before is null ? condition
            : string.Equals(before.Message, condition.Message, StringComparison.Ordinal) ? before
            : condition with { Since = before.Since };
    }
}
