using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;

namespace Kadende.Core.Hands;

/// <summary>Decides on pausing and freeing groups and clusters.</summary>
public static class GroupHands
{
    /// <param name="group">Null: the whole cluster.</param>
    /// <param name="isPausedBySpec">The spec of the group, or of any group of the cluster, says <c>paused: true</c>.</param>
    public static HandDecision<HoldChange> Decide(
        Cluster cluster,
        GroupPath? group,
        bool isPausedBySpec,
        GroupAsk ask,
        Asking asking
    )
    {
        var what = group is { } path ? $"Group {path}" : $"Cluster {cluster.Name}";
        var own = group is { } one ? cluster.GroupHolds.GetValueOrDefault(one) : cluster.Hold;
        var outer = group is null ? null : cluster.Hold;
        return ask switch
        {
            GroupAsk.Pause => Pause(what, own, outer) ?? Held(cluster, group, what, GroupHoldKind.Paused, asking),
            GroupAsk.Free => Free(what, own, outer) ?? Held(cluster, group, what, GroupHoldKind.Freed, asking),
            GroupAsk.Resume => Resume(what, own, outer, isPausedBySpec)
                ?? Released(cluster, group, what, EventKind.GroupResumed, asking),
            GroupAsk.Manage => Manage(what, own, outer)
                ?? Released(cluster, group, what, EventKind.GroupManaged, asking),
            _ => throw new ArgumentOutOfRangeException(nameof(ask), ask, "There is nothing else to ask of a group."),
        };
    }

    private static HandDecision<HoldChange>? Pause(string what, GroupHold? own, GroupHold? outer) =>
        own?.Kind switch
        {
            GroupHoldKind.Paused => Same($"{what} is paused already, by {own.Actor}."),
            GroupHoldKind.Freed => Refused($"{what} is freed by {own.Actor}, which goes further; manage it first."),
            _ when outer is { Kind: GroupHoldKind.Freed } => Refused(
                $"{what} is freed with its whole cluster, by {outer.Actor}; manage the cluster first."
            ),
            _ => null,
        };

    private static HandDecision<HoldChange>? Free(string what, GroupHold? own, GroupHold? outer) =>
        own is { Kind: GroupHoldKind.Freed } ? Same($"{what} is freed already, by {own.Actor}.")
        : outer is { Kind: GroupHoldKind.Freed }
            ? Same($"{what} is freed already with its whole cluster, by {outer.Actor}.")
        : null;

    private static HandDecision<HoldChange>? Resume(
        string what,
        GroupHold? own,
        GroupHold? outer,
        bool isPausedBySpec
    ) =>
        (own?.Kind, outer?.Kind) switch
        {
            (GroupHoldKind.Paused, _) => null,
            (GroupHoldKind.Freed, _) => Refused($"{what} is not paused but freed, by {own!.Actor}; manage it instead."),
            (null, GroupHoldKind.Paused) => Refused(
                $"{what} is paused with its whole cluster, by {outer!.Actor}; resume the cluster."
            ),
            (null, GroupHoldKind.Freed) => Refused(
                $"{what} is freed with its whole cluster, by {outer!.Actor}; manage the cluster."
            ),
            _ when isPausedBySpec => Refused($"{what} is paused by its spec; put a spec without 'paused: true'."),
            _ => Same($"{what} is not paused."),
        };

    private static HandDecision<HoldChange>? Manage(string what, GroupHold? own, GroupHold? outer) =>
        (own?.Kind, outer?.Kind) switch
        {
            (GroupHoldKind.Freed, _) => null,
            (_, GroupHoldKind.Freed) => Refused(
                $"{what} is freed with its whole cluster, by {outer!.Actor}; manage the cluster."
            ),
            (GroupHoldKind.Paused, _) => Refused(
                $"{what} is not freed but paused, by {own!.Actor}; resume it instead."
            ),
            _ => Same($"{what} is managed."),
        };

    private static HandDecision<HoldChange>.Changed Held(
        Cluster cluster,
        GroupPath? group,
        string what,
        GroupHoldKind kind,
        Asking asking
    )
    {
        var hold = new GroupHold(kind, asking.Actor, asking.Reason, asking.Now);
        var (event_, verb, outlook) =
            kind == GroupHoldKind.Paused
                ? (
                    EventKind.GroupPaused,
                    "paused",
                    "is looked at, and nothing of it is created, replaced or removed until it is resumed."
                )
                : (
                    EventKind.GroupFreed,
                    "freed",
                    "is not managed any more: its machines stay as they are, also when it is deleted, until it is managed again."
                );
        return new HandDecision<HoldChange>.Changed(
            new HoldChange(With(cluster, group, hold), Told(event_, group, what, verb, asking)),
            $"{what} {outlook}"
        );
    }

    private static HandDecision<HoldChange>.Changed Released(
        Cluster cluster,
        GroupPath? group,
        string what,
        EventKind kind,
        Asking asking
    )
    {
        var verb = kind == EventKind.GroupResumed ? "resumed" : "took back into management";
        return new HandDecision<HoldChange>.Changed(
            new HoldChange(With(cluster, group, null), Told(kind, group, what, verb, asking)),
            $"{what} is brought to its spec again, from the next look on."
        );
    }

    private static Cluster With(Cluster cluster, GroupPath? group, GroupHold? hold)
    {
        if (group is not { } path)
        {
            return cluster with { Hold = hold };
        }

        var holds = new Dictionary<GroupPath, GroupHold>(cluster.GroupHolds);
        holds.Remove(path);
        if (hold is not null)
        {
            holds[path] = hold;
        }

        return cluster with
        {
            GroupHolds = holds,
        };
    }

    private static ClusterEvent Told(EventKind kind, GroupPath? group, string what, string verb, Asking asking) =>
        new()
        {
            Kind = kind,
            Group = group,
            Reason = "Requested",
            Message = HandEvents.WithReason(
                $"{asking.Actor} {verb} {char.ToLowerInvariant(what[0])}{what[1..]}.",
                asking
            ),
            Actor = asking.Actor,
        };

    private static HandDecision<HoldChange>.Same Same(string message) => new(message);

    private static HandDecision<HoldChange>.Refused Refused(string message) => new(message);
}
