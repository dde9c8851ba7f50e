using Kadende.Core.Specs;

namespace Kadende.Runtime.Passes;

/// <summary>What a look at a group led to.</summary>
/// <param name="Generation">The generation that was worked on.</param>
/// <param name="Again">There is more to do at once.</param>
/// <param name="NextLook">When the group wants to be looked at next.</param>
/// <param name="Gone">The group is not wanted any more, and nothing of it is left.</param>
/// <param name="NeededGenerations">
/// Generations that its nodes were made from; null when the look failed and nobody knows, so that none may be let go.
/// </param>
public sealed record GroupOutcome(
    GroupPath Group,
    long Generation,
    bool Again,
    DateTimeOffset NextLook,
    bool Gone,
    IReadOnlyList<long>? NeededGenerations
);
