using Kadende.Core.Specs;

namespace Kadende.Runtime.Planning;

/// <summary>One thing that a plan would do.</summary>
/// <param name="Order">From 1; what comes first is done first.</param>
/// <param name="Action">One word, such as <c>create</c>, <c>replace</c> or <c>delete</c>.</param>
/// <param name="Node">The node that it happens to, or null.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record PlannedAction(int Order, string Action, GroupPath Group, string Slot, string? Node, string Reason);
