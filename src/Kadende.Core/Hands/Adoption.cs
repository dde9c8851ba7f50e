using Kadende.Core.Planning;

namespace Kadende.Core.Hands;

/// <summary>An existing machine that is to become a node.</summary>
/// <param name="Change">The slot with the node that takes the machine over.</param>
/// <param name="RaiseSizeTo">The group was full: this many nodes are wanted first. Null: there is a place for it.</param>
public sealed record Adoption(SlotChange Change, int? RaiseSizeTo);
