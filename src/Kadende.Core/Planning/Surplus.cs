using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>Which nodes are too many: all when the group is not wanted, else those beyond its size or its identities.</summary>
internal static class Surplus
{
    public static void Plan(GroupDraft draft)
    {
        if (draft.View.Wanted is not { } spec)
        {
            Remove(draft, draft.Slots, RemovalReason.NotWanted, "The group is not wanted any more.");
            return;
        }

        if (spec.HasLogicalIds)
        {
            var wanted = spec.Slots.ToHashSet(StringComparer.Ordinal);
            var unwanted = draft.Slots.Where(slot => !wanted.Contains(slot.Key)).ToList();
            // Also those that a person holds: they stay, and stand for none of the wanted ones.
            unwanted.ForEach(slot => slot.IsSurplus = true);
            Remove(
                draft,
                Free(draft, unwanted, int.MaxValue),
                RemovalReason.ScaledIn,
                "Its identity is no longer in the spec."
            );
            return;
        }

        // What a person takes out of the group in this very look is missed already.
        var live = draft
            .Slots.Where(slot => slot.Live is { Wish: not { Kind: WishKind.Quarantine or WishKind.Forget } })
            .ToList();
        var surplus = live.Count - spec.Slots.Count;
        if (surplus > 0)
        {
            Remove(
                draft,
                Free(draft, live, surplus).Order(new FirstToGo(spec)).Take(surplus),
                RemovalReason.ScaledIn,
                $"The group has {live.Count} nodes, and {spec.Slots.Count} are wanted."
            );
        }
    }

    /// <summary>Those that no person holds.</summary>
    private static List<SlotDraft> Free(GroupDraft draft, List<SlotDraft> slots, int surplus)
    {
        var free = slots.Where(slot => !slot.Nodes.Any(node => node.IsHeldAt(draft.Now))).ToList();
        var held = Math.Min(surplus, slots.Count) - free.Count;
        if (held > 0)
        {
            draft.Say("ScaleInHeld", $"{held} nodes are too many and stay all the same: a person holds them.");
        }

        return free;
    }

    private static void Remove(GroupDraft draft, IEnumerable<SlotDraft> slots, RemovalReason reason, string message)
    {
        foreach (var slot in slots)
        {
            slot.IsSurplus = true;
            foreach (var node in slot.Nodes.Where(node => IsToGo(draft, node)).ToList())
            {
                NodeSteps.Doom(draft, slot, node, reason, message);
            }
        }
    }

    /// <summary>What is kept for a look stays that long, unless the whole group goes.</summary>
    private static bool IsToGo(GroupDraft draft, Node node) =>
        node.State is not (NodeState.Deleting or NodeState.Draining)
        && (node.State != NodeState.Quarantined || draft.View.Wanted is null);

    /// <summary>
    /// No machine first, then ill, then not up yet, then those that a person wants replaced, then outdated, then by age as the spec says.
    /// </summary>
    private sealed class FirstToGo(GroupSpec spec) : IComparer<SlotDraft>
    {
        public int Compare(SlotDraft? x, SlotDraft? y)
        {
            var (left, right) = (x!.Live!, y!.Live!);
            var byRank = Rank(x).CompareTo(Rank(y));
            if (byRank != 0)
            {
                return byRank;
            }

            var byAge = left.CreatedAt.CompareTo(right.CreatedAt);
            byAge = spec.Terminate == SurplusOrder.Newest ? -byAge : byAge;
            return byAge != 0 ? byAge : -SlotKeys.Order.Compare(x.Key, y.Key);
        }

        /// <summary>A slot whose successor is not up yet is worth as much as the node that still does its work.</summary>
        private int Rank(SlotDraft slot) => slot.Nodes.Where(node => !node.IsLeaving).Max(Rank);

        private int Rank(Node node) =>
            node.InstanceId is null ? 0
            : node.State == NodeState.Unhealthy ? 1
            : !Replacements.IsSettled(node) ? 2
            : node.Wish is { Kind: WishKind.Replace } ? 3
            : !spec.Makes(node.ConfigHash) ? 4
            : 5;
    }
}
