using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Tests.Hands;

/// <summary>Slots and questions to decide about.</summary>
internal static class Slots
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly GroupPath Web = GroupPath.Parse("web");

    public static Asking Ask(string? reason = null, TimeSpan? length = null) => new("ann", reason, Now + length, Now);

    public static Slot Of(params IReadOnlyList<Node> nodes) => Keyed("0", nodes);

    public static Slot Keyed(string key, params IReadOnlyList<Node> nodes) =>
        new()
        {
            Group = Web,
            Key = key,
            Nodes = nodes,
            Lineage = Lineage.Fresh,
        };

    public static Node Node(string id = "n1", NodeState state = NodeState.Running) =>
        new()
        {
            Id = id,
            State = state,
            Since = Now.AddMinutes(-5),
            CreatedAt = Now.AddHours(-1),
            InstanceId = state is NodeState.Pending or NodeState.Creating or NodeState.Failed ? null : $"i-{id}",
            ConfigHash = "hash",
            Generation = 1,
        };
}
