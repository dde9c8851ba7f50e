using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What one look at a group decided: rows to write first, then acts to carry out.</summary>
public sealed record GroupPlan
{
    public required IReadOnlyList<SlotChange> Changes { get; init; }

    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>How many machines it begins that were not begun before; one that is removed for the sake of the next counts as begun.</summary>
    public required int Begun { get; init; }

    /// <summary>Every slot as it is once the changes are written.</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    /// <summary>The sightings of unknown machines as they are after this look.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> UnknownSince { get; init; }

    /// <summary>Machines that people wanted forgotten and that are still listed, by provider id.</summary>
    public required IReadOnlyList<string> Forgotten { get; init; }

    /// <summary>The breaker as it is after this look; null while it is armed.</summary>
    public required Breaker? Breaker { get; init; }

    /// <summary>The update as it is after this look; null while none is under way.</summary>
    public required UpdateProgress? Update { get; init; }

    /// <summary>Events that ride on the group's status row: they tell of unknown machines, the breaker and updates.</summary>
    public required IReadOnlyList<ClusterEvent> GroupEvents { get; init; }

    /// <summary>What stands in the way, apart from what the nodes themselves say.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>The earliest time at which something that is waited for may be over; null when nothing is waited for.</summary>
    public required DateTimeOffset? WaitsUntil { get; init; }
}
