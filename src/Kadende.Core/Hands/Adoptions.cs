using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;

namespace Kadende.Core.Hands;

/// <summary>Decides where an existing machine becomes a node.</summary>
public static class Adoptions
{
    private const int LongestId = 512;

    /// <param name="group">With the slots that it is to have now.</param>
    /// <param name="slots">All slots of the cluster: a machine is the node of one slot only.</param>
    /// <param name="ask">The machine, and where it shall go.</param>
    /// <param name="nodeId">The id of the new node.</param>
    /// <param name="generation">The present generation.</param>
    public static HandDecision<Adoption> Decide(
        GroupSpec group,
        IReadOnlyList<Slot> slots,
        AdoptAsk ask,
        string nodeId,
        long generation,
        Asking asking
    )
    {
        if (FaultOf(group, ask) is { } fault)
        {
            return new HandDecision<Adoption>.Wrong(fault);
        }

        var owner = slots
            .SelectMany(slot => slot.Nodes.Select(node => (slot, node)))
            .FirstOrDefault(one => Is(one.node, ask));
        if (owner.node is not null)
        {
            return new HandDecision<Adoption>.Refused(
                $"Machine {ask.InstanceId} is node {owner.node.Id} of slot {owner.slot.Group}/{owner.slot.Key} already."
            );
        }

        var own = slots.Where(slot => slot.Group == group.Path).ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        return group.HasLogicalIds
            ? Named(group, own, ask, nodeId, generation, asking)
            : Numbered(group, own, ask, nodeId, generation, asking);
    }

    private static HandDecision<Adoption> Named(
        GroupSpec group,
        Dictionary<string, Slot> own,
        AdoptAsk ask,
        string nodeId,
        long generation,
        Asking asking
    )
    {
        var key = ask.Slot!;
        return IsFree(own, key)
            ? Adopt(group, own, key, null, ask, Begin(ask, nodeId, group, generation, asking), asking)
            : new HandDecision<Adoption>.Refused(
                $"Slot {group.Path}/{key} holds node {own[key].Nodes[^1].Id}. Forget or quarantine that first, or name a free slot."
            );
    }

    private static HandDecision<Adoption> Numbered(
        GroupSpec group,
        Dictionary<string, Slot> own,
        AdoptAsk ask,
        string nodeId,
        long generation,
        Asking asking
    )
    {
        var filled = own.Values.Count(slot => slot.Nodes.Any(IsLive));
        var isFull = filled >= group.Slots.Count;
        var wanted = filled + 1;
        var most = group.Scaling?.Max ?? MaxSize;
        if (isFull && wanted > most)
        {
            return new HandDecision<Adoption>.Refused(
                $"Group {group.Path} has {filled} nodes and may have at most {most}; raise that in the spec, or forget a node first."
            );
        }

        var key = Enumerable
            .Range(0, own.Count + 1)
            .Select(number => number.ToString(CultureInfo.InvariantCulture))
            .First(number => IsFree(own, number));
        var node = Begin(ask, nodeId, group, isFull ? generation + 1 : generation, asking);
        return Adopt(group, own, key, isFull ? wanted : null, ask, node, asking);
    }

    private static HandDecision<Adoption> Adopt(
        GroupSpec group,
        Dictionary<string, Slot> own,
        string key,
        int? raiseSizeTo,
        AdoptAsk ask,
        Node node,
        Asking asking
    )
    {
        var before = own.GetValueOrDefault(key);
        var after = new Slot
        {
            Group = group.Path,
            Key = key,
            Nodes = [node],
            Lineage = before?.Lineage ?? Lineage.Fresh,
        };
        var told = HandEvents.Of(
            EventKind.NodeAsked,
            group.Path,
            node,
            "Adopt",
            asking,
            $"{asking.Actor} asked to adopt machine {ask.InstanceId} as node {node.Id} in slot {key}."
        );
        var size = raiseSizeTo is { } wanted ? $" The group was full: its size is {wanted} now." : "";
        return new HandDecision<Adoption>.Changed(
            new Adoption(new SlotChange(before, after, [told]), raiseSizeTo),
            $"Machine {ask.InstanceId} becomes node {node.Id} in slot {group.Path}/{key}, once its provider has put our labels on it.{size}"
        );
    }

    private static Node Begin(AdoptAsk ask, string id, GroupSpec group, long generation, Asking asking) =>
        NodeSteps.Begin(id, group.Resources[0].ConfigHash, new SourceKey(generation, Resource: 0), asking.Now) with
        {
            AdoptId = ask.InstanceId,
            // Its provider was asked for nothing yet.
            AskedAt = null,
        };

    private static Fault? FaultOf(GroupSpec group, AdoptAsk ask)
    {
        if (ask.InstanceId is not { Length: > 0 and <= LongestId } id || id.Any(char.IsControl))
        {
            return new Fault(
                "instanceId",
                0,
                0,
                $"instanceId must be the provider's id of a machine, 1 to {LongestId} characters."
            );
        }

        if (!group.HasLogicalIds)
        {
            return ask.Slot is null
                ? null
                : new Fault(
                    "slot",
                    0,
                    0,
                    $"Group '{group.Path}' has numbered slots and takes the first free one; leave slot out."
                );
        }

        return ask.Slot is not null && group.Slots.Contains(ask.Slot, StringComparer.Ordinal)
            ? null
            : new Fault(
                "slot",
                0,
                0,
                $"slot must be one of the logicalIds of group '{group.Path}': {string.Join(", ", group.Slots.Take(20))}."
            );
    }

    private static bool Is(Node node, AdoptAsk ask) =>
        node.InstanceId == ask.InstanceId || node.AdoptId == ask.InstanceId;

    private static bool IsFree(Dictionary<string, Slot> own, string key) =>
        own.GetValueOrDefault(key) is not { Nodes.Count: > 0 };

    private static bool IsLive(Node node) => node.State is not (NodeState.Deleting or NodeState.Quarantined);

    private const int MaxSize = 10_000;
}
