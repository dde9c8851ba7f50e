using Kadende.Core.Scaling;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>Why a group has its size, and what follows, as users see it.</summary>
/// <param name="Size">The size that counts now.</param>
/// <param name="Origin">What it comes from.</param>
/// <param name="Since">When its scheduled time came or when it was set by hand; null: it is the spec's.</param>
/// <param name="Until">When the size set by hand ends, if it was given an end; null otherwise.</param>
/// <param name="Cron">The times of the scheduled size that counts; null when another origin does.</param>
/// <param name="TimeZone">The zone of these times.</param>
/// <param name="Next">What follows, and when; null when nothing is known to follow.</param>
public sealed record GroupScheduleView(
    int Size,
    SizeOrigin Origin,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string? Cron,
    string? TimeZone,
    SizeStep? Next
)
{
    /// <returns>Null: the size is that of the spec for good.</returns>
    public static GroupScheduleView? Of(GroupSpec group, EffectiveSize size) =>
        size is { Origin: SizeOrigin.Spec, Next: null }
            ? null
            : new GroupScheduleView(
                size.Size,
                size.Origin,
                size.Since,
                size.Origin == SizeOrigin.Hand ? group.Hand?.Until : null,
                size.Rule?.When.Cron,
                size.Rule?.When.TimeZone,
                size.Next
            );
}
