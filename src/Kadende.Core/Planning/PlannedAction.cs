using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>One thing that applying a spec would do.</summary>
/// <param name="Order">Its place in the order, from 1.</param>
/// <param name="Slot">The slot in the group.</param>
/// <param name="Node">The node that it is done to; null when one is created.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record PlannedAction(
    int Order,
    PlannedActionKind Action,
    GroupPath Group,
    string Slot,
    string? Node,
    string Reason
);
