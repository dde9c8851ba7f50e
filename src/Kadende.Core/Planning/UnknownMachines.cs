using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>
/// Machines with our labels that no node tells of: leaked by a lost answer, or doubled. They are removed only after they were seen for a
/// while, a few at a time, so that a listing that runs ahead of our own rows harms nothing.
/// </summary>
internal static class UnknownMachines
{
    public static (IReadOnlyDictionary<string, DateTimeOffset> Since, IReadOnlyList<ClusterEvent> Events) Plan(
        GroupDraft draft
    )
    {
        var before = draft.View.Status?.UnknownSince ?? Nothing;
        var policy = draft.View.Wanted?.UnknownInstances ?? UnknownInstances.Delete;
        IReadOnlyList<ObservedInstance> unknown =
            policy == UnknownInstances.Ignore ? []
            : draft.Adopted.Count == 0 ? draft.Match.Unknown
            : [.. draft.Match.Unknown.Where(seen => !draft.Adopted.Contains(seen.Instance.Id))];
        if (before.Count == 0 && unknown.Count == 0)
        {
            return (before, []);
        }

        var events = new List<ClusterEvent>();
        var since = StillThere(draft, before, unknown, events);
        Sight(draft, unknown, since, events);
        if (policy == UnknownInstances.Delete && !draft.IsPaused)
        {
            Remove(draft, unknown, since, events);
        }

        if (since.Count > 0)
        {
            draft.Say(
                "UnknownInstances",
                $"{since.Count} machines carry this group's labels without being a node of it."
            );
        }

        return (since, events);
    }

    private static Dictionary<string, DateTimeOffset> StillThere(
        GroupDraft draft,
        IReadOnlyDictionary<string, DateTimeOffset> before,
        IReadOnlyList<ObservedInstance> unknown,
        List<ClusterEvent> events
    )
    {
        var listed = unknown.Select(seen => seen.Instance.Id).ToHashSet(StringComparer.Ordinal);
        var allListed = draft.View.Sources.Values.All(source => source.IsListed);
        var since = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (id, seenAt) in before)
        {
            if (listed.Contains(id) || !allListed)
            {
                since[id] = seenAt;
            }
            else
            {
                const string Message = "The unknown machine is gone, or has its node again.";
                events.Add(Told(draft, EventKind.UnknownInstanceGone, id, "NotListed", Message));
            }
        }

        return since;
    }

    private static void Sight(
        GroupDraft draft,
        IReadOnlyList<ObservedInstance> unknown,
        Dictionary<string, DateTimeOffset> since,
        List<ClusterEvent> events
    )
    {
        foreach (var id in unknown.Select(seen => seen.Instance.Id).Where(id => since.TryAdd(id, draft.Now)))
        {
            events.Add(
                Told(
                    draft,
                    EventKind.UnknownInstanceSeen,
                    id,
                    "NoNode",
                    "A machine carries this group's labels, but no node tells of it."
                )
            );
        }
    }

    private static void Remove(
        GroupDraft draft,
        IReadOnlyList<ObservedInstance> unknown,
        Dictionary<string, DateTimeOffset> since,
        List<ClusterEvent> events
    )
    {
        var budget = Math.Max(1, (draft.View.Wanted?.Slots.Count ?? unknown.Count) / 10);
        foreach (var seen in unknown.Where(seen => seen.Instance.State != InstanceState.Terminating))
        {
            var sure = since[seen.Instance.Id] + draft.View.Limits.UnknownAfter;
            if (draft.Now < sure || budget == 0)
            {
                draft.WaitUntil(draft.Now < sure ? sure : draft.Now + draft.View.Limits.UnsettledLook);
                continue;
            }

            budget--;

            // Asked for again after the same time, should it still be there.
            since[seen.Instance.Id] = draft.Now;
            draft.Acts.Add(
                new Act.Destroy(
                    null,
                    seen.Instance.Id,
                    seen.Source,
                    RemovalReason.NoNode,
                    "No node tells of this machine."
                )
            );
            events.Add(
                Told(
                    draft,
                    EventKind.UnknownInstanceDeleting,
                    seen.Instance.Id,
                    "NoNode",
                    $"No node has told of this machine for {NodeEvents.Text(draft.View.Limits.UnknownAfter)}; it is removed."
                )
            );
        }
    }

    private static ClusterEvent Told(GroupDraft draft, EventKind kind, string id, string reason, string message) =>
        GroupEvents.Of(draft.View.Path, kind, reason, message, ("instanceId", id));

    private static readonly IReadOnlyDictionary<string, DateTimeOffset> Nothing = new Dictionary<
        string,
        DateTimeOffset
    >(StringComparer.Ordinal);
}
