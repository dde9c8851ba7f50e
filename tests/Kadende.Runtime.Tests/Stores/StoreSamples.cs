using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Tests.Stores;

internal static class StoreSamples
{
    public const string Team = "blue";

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly GroupPath Web = GroupPath.Parse("web");

    public static Cluster Cluster(string id, string name = "shop", string text = "name: shop") =>
        new()
        {
            Id = id,
            Team = Team,
            Name = name,
            Generation = 1,
            Source = new SpecSource(
                text,
                new Dictionary<GroupPath, HandSize> { [GroupPath.Parse("web/eu")] = new(7, Start, null) }
            ),
            CreatedAt = Start,
            ChangedAt = Start,
        };

    public static ClusterEvent Event(EventKind kind = EventKind.ClusterCreated, string message = "It was created.") =>
        new()
        {
            Kind = kind,
            Reason = "Asked",
            Message = message,
            Actor = "ann",
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["generation"] = "1" },
        };

    public static ClusterEvent NodeEvent(string node, EventKind kind, GroupPath group) =>
        Event(kind, $"Node {node} changed.") with
        {
            Node = node,
            Group = group,
        };

    public static Slot Slot(string key, GroupPath? group = null, NodeState state = NodeState.Creating) =>
        new()
        {
            Group = group ?? Web,
            Key = key,
            Lineage = Lineage.Fresh,
            Nodes =
            [
                new Node
                {
                    Id = $"n-{key}-4f2c9a7be1d0",
                    State = state,
                    Since = Start,
                    CreatedAt = Start,
                    AskedAt = Start,
                    ConfigHash = "0123456789abcdef0123456789abcdef",
                    Generation = 1,
                    Attempt = 2,
                    Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["kadende.group"] = "web" },
                },
            ],
        };

    public static GroupStatus Status(GroupPath path) =>
        new()
        {
            Path = path,
            Generation = 1,
            State = ConvergenceState.Changing,
            Wanted = 3,
            Present = 2,
            Healthy = 1,
            Changing = 1,
            Conditions = [new Condition("ProviderUnavailable", Start, "The provider does not answer.")],
            Sources = [1],
        };

    public static RowChange Put(Slot slot, string? etag = null) =>
        new RowChange.PutSlot(slot, etag)
        {
            Events = [NodeEvent(slot.Nodes[0].Id, EventKind.NodeCreating, slot.Group)],
        };

    public static RowChange Put(GroupStatus status, string? etag = null) =>
        new RowChange.PutGroup(status, etag) { Events = [] };

    public static RowChange Drop(Slot slot, string etag) =>
        new RowChange.DropSlot(slot.Group, slot.Key, etag)
        {
            Events = [NodeEvent(slot.Nodes[0].Id, EventKind.NodeGone, slot.Group)],
        };

    public static IReadOnlyList<RowChange> PutSlots(int count) =>
        [.. Enumerable.Range(0, count).Select(index => Put(Slot($"{index}")))];
}
