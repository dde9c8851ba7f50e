using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>The end of a round.</summary>
/// <param name="Generation">The oldest generation that a group of the round worked on.</param>
/// <param name="NextLook">The earliest time that a group asked for.</param>
/// <param name="AllGone">No group has anything left.</param>
/// <param name="NeededGenerations">Generations that nodes were made from.</param>
/// <param name="Trim">
/// The pass met a spec that is new to a group, so that older ones may have become unneeded; and every look told what it needs.
/// </param>
public sealed record PassCompletion(
    string ClusterId,
    long Generation,
    DateTimeOffset NextLook,
    bool AllGone,
    IReadOnlyList<long> NeededGenerations,
    bool Trim,
    DueCluster? Due
);
