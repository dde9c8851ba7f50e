using Kadende.Core.Clusters;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;

namespace Kadende.Core.Why;

/// <summary>What a node or a group stands in.</summary>
/// <param name="Spec">What is wanted of the group, with the slots that it is to have now; null when it is not wanted.</param>
/// <param name="Size">The size that counts; null when the group is not wanted.</param>
/// <param name="Status">What the last look at the group left; null before the first.</param>
/// <param name="Hold">A person's word on the group; null when it is managed.</param>
/// <param name="Generation">The present generation.</param>
public sealed record Surroundings(
    GroupSpec? Spec,
    EffectiveSize? Size,
    GroupStatus? Status,
    GroupHold? Hold,
    long Generation,
    DateTimeOffset Now
);
