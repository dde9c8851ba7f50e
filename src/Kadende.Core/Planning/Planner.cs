using Kadende.Core.Clusters;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>
/// Decides what one look at a group leads to: a pure function of what was read. The rules run one after the other over a draft, from what
/// is to what shall be.
/// </summary>
public static class Planner
{
    public static GroupPlan Plan(GroupView view)
    {
        var draft = new GroupDraft(view);
        if (view.Hold?.Kind == GroupHoldKind.Freed)
        {
            return Freed(draft);
        }

        NodeObserver.Observe(draft);
        if (view.Wanted is null)
        {
            Surplus.Plan(draft);
            FlavourSteps.Plan(draft);
            foreach (var slot in draft.Slots)
            {
                slot.IsSurplus = true;
            }
        }
        else if (!draft.IsPaused)
        {
            Surplus.Plan(draft);
            Filling.Retry(draft);
            Wishes.Plan(draft);
            Replacements.Plan(draft);
            Filling.Fill(draft);
            FlavourSteps.Plan(draft);
            Relabelling.Plan(draft);
        }

        ProviderEvents.Plan(draft);
        var (unknownSince, groupEvents) = UnknownMachines.Plan(draft);
        return ToPlan(draft, unknownSince, [.. draft.Events, .. groupEvents]);
    }

    private static GroupPlan Freed(GroupDraft draft)
    {
        if (draft.View.Wanted is null)
        {
            Release.Plan(draft);
        }

        return ToPlan(draft, NoSightings, []);
    }

    private static readonly IReadOnlyDictionary<string, DateTimeOffset> NoSightings = new Dictionary<
        string,
        DateTimeOffset
    >(StringComparer.Ordinal);

    private static GroupPlan ToPlan(
        GroupDraft draft,
        IReadOnlyDictionary<string, DateTimeOffset> unknownSince,
        IReadOnlyList<Events.ClusterEvent> groupEvents
    )
    {
        var changes = new List<SlotChange>();
        var slots = new List<Slot>(draft.Slots.Count);
        foreach (var slot in draft.Slots)
        {
            if (slot.Change() is { } change)
            {
                changes.Add(change);
            }

            if (slot.After() is { } after)
            {
                slots.Add(after);
            }
        }

        return new GroupPlan
        {
            Changes = changes,
            Begun = draft.Begun,
            Acts = draft.Acts,
            Slots = slots,
            UnknownSince = unknownSince,
            Forgotten = Forgotten(draft),
            Breaker = draft.Breaker,
            Update = draft.Update,
            GroupEvents = groupEvents,
            Conditions = draft.Conditions,
            WaitsUntil = draft.WaitsUntil,
        };
    }

    /// <summary>What was forgotten stays so for as long as it is listed.</summary>
    private static IReadOnlyList<string> Forgotten(GroupDraft draft)
    {
        var before = draft.View.Status?.Forgotten ?? [];
        if (before.Count == 0 && draft.Forgotten.Count == 0)
        {
            return before;
        }

        var listed = draft.View.Instances.Select(seen => seen.Instance.Id).ToHashSet(StringComparer.Ordinal);
        var allListed = draft.View.Sources.Values.All(source => source.IsListed);
        return
        [
            .. before.Where(id => !allListed || listed.Contains(id)).Union(draft.Forgotten, StringComparer.Ordinal),
        ];
    }
}
