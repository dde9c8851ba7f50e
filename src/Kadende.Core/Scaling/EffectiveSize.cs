using Kadende.Core.Specs;

namespace Kadende.Core.Scaling;

/// <summary>The size that a group is to have at a time, and why.</summary>
/// <param name="Size">Number of nodes.</param>
/// <param name="Origin">What it comes from.</param>
/// <param name="Since">When its scheduled time came or when it was set by hand; null: it is the spec's.</param>
/// <param name="Rule">The scheduled size that counts; null when another origin does.</param>
/// <param name="Next">What follows, and when; null when nothing is known to follow.</param>
public sealed record EffectiveSize(
    int Size,
    SizeOrigin Origin,
    DateTimeOffset? Since,
    ScheduledSize? Rule,
    SizeStep? Next
);
