using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>Brings a group to its size: new nodes for slots without one, and further tries for nodes whose creation did not succeed yet.</summary>
internal static class Filling
{
    /// <summary>Further tries for nodes of earlier looks; before any node of this look is begun.</summary>
    public static void Retry(GroupDraft draft)
    {
        var waiting = draft.Slots.Where(slot => !slot.IsSurplus && slot.Live is { InstanceId: null }).ToList();
        foreach (var slot in waiting)
        {
            Retry(draft, slot, slot.Live!);
        }
    }

    public static void Fill(GroupDraft draft)
    {
        var inFlight = Repairs.InFlight(draft);
        // Those first whose last machine went for the sake of the next.
        foreach (var slot in SlotsToFill(draft).OrderBy(slot => slot.Lineage.IsReserved ? 0 : 1))
        {
            if (draft.CreatesLeft == 0)
            {
                return;
            }

            if (Adoption.Fill(draft, slot) || WayFor(draft) is not { } way || !MayFill(draft, slot, ref inFlight))
            {
                continue;
            }

            if (!slot.Lineage.IsReserved && !draft.MayBegin())
            {
                return;
            }

            var reason = slot.Lineage.LastReason?.ToString() ?? "BelowSize";
            Begin(draft, slot, way, reason, $"{draft.Spec.Slots.Count} nodes are wanted.", null);
        }
    }

    /// <summary>Adds a node to a slot and asks for its machine.</summary>
    /// <param name="way">The way in which it is made.</param>
    public static void Begin(
        GroupDraft draft,
        SlotDraft slot,
        int way,
        string reason,
        string message,
        Node? predecessor
    )
    {
        var source = new SourceKey(draft.View.Generation, way);
        var node = NodeSteps.Begin(draft.NextNodeId(), draft.Spec.Resources[way].ConfigHash, source, draft.Now);
        draft.Ways.Take(way, predecessor);
        slot.Add(
            node,
            NodeEvents.Of(
                EventKind.NodeCreating,
                slot.Group,
                node,
                reason,
                message,
                ("slot", slot.Key),
                ("predecessor", predecessor?.Id),
                ("plugin", PluginOf(draft, way)),
                ("replacements", slot.Lineage.Replacements > 0 ? NodeEvents.Text(slot.Lineage.Replacements) : null)
            )
        );
        draft.AskFirst(slot, node);
    }

    /// <summary>Rows without a live node first, in order; then the lowest numbers that have no row.</summary>
    private static IEnumerable<SlotDraft> SlotsToFill(GroupDraft draft)
    {
        var spec = draft.Spec;
        if (spec.HasLogicalIds)
        {
            foreach (var key in spec.Slots)
            {
                if (draft.Find(key)?.Live is null)
                {
                    yield return draft.FindOrAdd(key);
                }
            }

            yield break;
        }

        var missing = spec.Slots.Count - draft.Slots.Count(slot => slot is { IsSurplus: false, Live: not null });
        var known = draft.Slots.Where(slot => slot.Live is null).ToList();
        foreach (var slot in known.Take(missing))
        {
            slot.IsSurplus = false;
            yield return slot;
        }

        foreach (var slot in known.Skip(missing))
        {
            slot.IsSurplus = true;
        }

        missing -= known.Count;
        for (var number = 0; missing > 0; number++)
        {
            var key = number.ToString(CultureInfo.InvariantCulture);
            if (draft.Find(key) is null)
            {
                missing--;
                yield return draft.FindOrAdd(key);
            }
        }
    }

    /// <summary>The way in which one more machine is made; null when all have to wait.</summary>
    private static int? WayFor(GroupDraft draft, Node? instead = null)
    {
        var way = draft.Ways.Next(instead);
        if (way is null && draft.Ways.OpensAt is { } opens)
        {
            draft.WaitUntil(opens);
        }

        return way;
    }

    /// <summary>Worth telling only where there is a choice.</summary>
    private static string? PluginOf(GroupDraft draft, int way) =>
        draft.Spec.Resources.Count > 1 ? draft.Spec.Resources[way].Plugin.Name : null;

    private static bool MayFill(GroupDraft draft, SlotDraft slot, ref int inFlight)
    {
        if (WaitsForOld(draft, slot))
        {
            return false;
        }

        if (slot.Lineage.LastReason is null or ReplaceReason.Outdated or ReplaceReason.Asked)
        {
            return true;
        }

        if (slot.Lineage.IsReserved)
        {
            // It rested, and was counted, before its old node was removed.
            return true;
        }

        var notBefore = Replacements.NotBefore(slot.Lineage, draft.Spec.Repair);
        if (draft.Now < notBefore)
        {
            Replacements.SayRest(draft, slot, notBefore);
            return false;
        }

        if (slot.IsEmptying)
        {
            // Counted as in flight already, since its old node is on its way out.
            return true;
        }

        if (inFlight >= Repairs.Budget(draft))
        {
            Repairs.SayBudget(draft);
            return false;
        }

        inFlight++;
        return true;
    }

    /// <summary>The old machine goes before the new one is made: with a fixed identity, or when the spec says so.</summary>
    private static bool WaitsForOld(GroupDraft draft, SlotDraft slot) =>
        draft.Spec.HasLogicalIds && slot.IsOccupied
        || slot.IsEmptying && slot.Lineage.LastReason is { } reason && !Replacements.LaunchesFirst(draft.Spec, reason);

    private static void Retry(GroupDraft draft, SlotDraft slot, Node node)
    {
        switch (node.State)
        {
            case NodeState.Creating when node.AdoptId is not null:
                Adoption.Ask(draft, slot, node);
                break;
            case NodeState.Failed when Updates.IsOutdated(draft, node):
                Again(draft, slot, node, "SpecChanged", "The configuration changed, so creation is tried again.");
                break;
            case NodeState.Pending when IsDue(draft, WaitOf(draft, node)):
                Again(draft, slot, node, node.Problem?.ToString() ?? "Pending", $"Try {node.Attempt} begins.");
                break;
            case NodeState.Creating when draft.SourceOf(node).IsListed && IsDue(draft, AskAgainAt(draft, node)):
                // Same token, same configuration: if the machine was made all the same, the provider answers with it. Should it refuse this
                // call, the one before may still be under way, and the next try, with a token of its own, has to wait for its end.
                Ask(
                    draft,
                    slot,
                    node,
                    node with
                    {
                        Since = AskedSince(draft, node),
                        AskedAt = draft.Now,
                        DoubtUntil = DoubtUntil(draft, node),
                        NextTryAt = null,
                    },
                    null
                );
                break;
            default:
                break;
        }
    }

    private static void Again(GroupDraft draft, SlotDraft slot, Node node, string reason, string message)
    {
        if (WayFor(draft, node) is not { } way)
        {
            return;
        }

        draft.Ways.Take(way, node);
        var after = NodeController.Move(node, NodeTrigger.CreationAsked, draft.Now) with
        {
            Since = draft.Now,
            AskedAt = draft.Now,
            DoubtUntil = null,
            NextTryAt = null,
            ConfigHash = draft.Spec.Resources[way].ConfigHash,
            Generation = draft.View.Generation,
            Resource = way,
            Problem = node.State == NodeState.Failed ? null : node.Problem,
            ProblemCount = node.State == NodeState.Failed ? 0 : node.ProblemCount,
        };
        var told = NodeEvents.Of(
            EventKind.NodeCreateRetried,
            slot.Group,
            after,
            reason,
            message,
            ("plugin", PluginOf(draft, way))
        );
        Ask(draft, slot, node, after, told);
    }

    private static void Ask(GroupDraft draft, SlotDraft slot, Node before, Node after, ClusterEvent? told)
    {
        if (draft.CreatesLeft == 0)
        {
            return;
        }

        slot.Set(before, after, told);
        draft.Ask(slot, after);
    }

    /// <summary>Since when its machine is asked for: from now on, if no look has got around to it yet.</summary>
    private static DateTimeOffset AskedSince(GroupDraft draft, Node node) =>
        node.AskedAt >= node.Since ? node.Since : draft.Now;

    /// <summary>Until when its last call may be under way, or the one before it, if no look has got around to that one.</summary>
    private static DateTimeOffset? DoubtUntil(GroupDraft draft, Node node) =>
        node.AskedAt >= node.Since ? node.AskedAt + draft.SourceOf(node).LongestDoubt : node.DoubtUntil;

    /// <summary>
    /// When a creation without an answer may be asked for again. Without idempotency only once the first call is over for certain and a
    /// machine from it would be listed.
    /// </summary>
    private static DateTimeOffset? AskAgainAt(GroupDraft draft, Node node)
    {
        var source = draft.SourceOf(node);
        return source.IdempotentCreate ? node.NextTryAt : node.AskedAt + source.LongestDoubt;
    }

    /// <summary>A changed configuration is tried at once, but for calls of the last try that may still be under way.</summary>
    private static DateTimeOffset? WaitOf(GroupDraft draft, Node node) =>
        Updates.IsOutdated(draft, node) ? node.DoubtUntil : node.NextTryAt;

    public static bool IsDue(GroupDraft draft, DateTimeOffset? time)
    {
        if (time is { } later && draft.Now < later)
        {
            draft.WaitUntil(later);
            return false;
        }

        return true;
    }
}
