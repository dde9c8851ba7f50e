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
        NodeObserver.Observe(draft);
        if (view.Wanted is null)
        {
            Surplus.Plan(draft);
            foreach (var slot in draft.Slots)
            {
                slot.IsSurplus = true;
            }
        }
        else if (!view.Wanted.Paused)
        {
            Surplus.Plan(draft);
            Filling.Retry(draft);
            Replacements.Plan(draft);
            Filling.Fill(draft);
            Relabelling.Plan(draft);
        }

        var (unknownSince, groupEvents) = UnknownMachines.Plan(draft);
        return ToPlan(draft, unknownSince, groupEvents);
    }

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
            Acts = draft.Acts,
            Slots = slots,
            UnknownSince = unknownSince,
            GroupEvents = groupEvents,
            Conditions = draft.Conditions,
            WaitsUntil = draft.WaitsUntil,
        };
    }
}
