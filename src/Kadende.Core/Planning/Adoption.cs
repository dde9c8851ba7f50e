using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>
/// Machines that exist already and become nodes: those that carry the group's labels without a node, such as those that a cluster left
/// behind when it was freed, and those that a person names.
/// </summary>
internal static class Adoption
{
    /// <summary>Fills a slot with a machine of the group that no node tells of, if there is one.</summary>
    public static bool Fill(GroupDraft draft, SlotDraft slot)
    {
        if (draft.Match.Unknown.Count == 0 || slot.IsOccupied || Next(draft, slot) is not { } seen)
        {
            return false;
        }

        var labels = seen.Instance.Labels;
        draft.Adopted.Add(seen.Instance.Id);
        draft.AdoptedNodes.Add(labels[LabelNames.Node]);
        var node = NodeSteps.Begin(
            labels[LabelNames.Node],
            labels.GetValueOrDefault(LabelNames.Configuration, ""),
            seen.Source,
            draft.Now
        ) with
        {
            CreatedAt = seen.Instance.CreatedAt ?? draft.Now,
            AskedAt = null,
        };
        var (found, _) = NodeSteps.Found(
            slot.Group,
            node,
            seen.Instance,
            draft.Spec,
            draft.SourceOf(node),
            wasFound: true,
            draft.Now
        );
        slot.Add(
            found,
            NodeEvents.Of(
                EventKind.NodeAdopted,
                slot.Group,
                found,
                "NoNode",
                $"Machine {seen.Instance.Id} carries the group's labels and had no node; it fills slot {slot.Key}."
            )
        );
        return true;
    }

    /// <summary>Our labels are put on a machine that a person named, until it is listed with them.</summary>
    public static void Ask(GroupDraft draft, SlotDraft slot, Node node)
    {
        var source = draft.SourceOf(node);
        var again = node.AskedAt + draft.View.Limits.AskAgainAfter + source.ListDelay;
        if (source.IsListed && Filling.IsDue(draft, again))
        {
            var asked = node with { AskedAt = draft.Now };
            slot.Set(node, asked);
            draft.Acts.Add(new Act.Adopt(slot.Key, asked));
        }
    }

    private static ObservedInstance? Next(GroupDraft draft, SlotDraft slot)
    {
        // On the first look at a group everything that is there was there before us. Later, a machine may belong to a node that another
        // host has just made: it has to be seen twice.
        var before = draft.View.Status?.UnknownSince;
        return draft.Match.Unknown.FirstOrDefault(seen =>
            seen.Instance.State is InstanceState.Running or InstanceState.Starting
            && (before is null || before.ContainsKey(seen.Instance.Id))
            && seen.Instance.Labels.GetValueOrDefault(LabelNames.Node) is { Length: > 0 } node
            && !draft.Match.IsNode(node)
            && !draft.AdoptedNodes.Contains(node)
            && (!draft.Spec.HasLogicalIds || string.Equals(seen.Instance.LogicalId, slot.Key, StringComparison.Ordinal))
        );
    }
}
