using Kadende.Core.Specs;
using Kadende.Core.Specs.Language;

namespace Kadende.Core.Scaling;

/// <summary>Which size a group is to have at a time.</summary>
public static class GroupSizes
{
    /// <summary>
    /// The size set by hand, while it lasts; else the scheduled one whose time came last; else that of the spec. Always within the bounds.
    /// </summary>
    public static EffectiveSize At(GroupSpec group, DateTimeOffset now)
    {
        if (group is { Hand: null, Scaling: not { Schedule.Count: > 0 } } or { HasLogicalIds: true })
        {
            return new EffectiveSize(group.Slots.Count, SizeOrigin.Spec, null, null, null);
        }

        var counts = Counting(group, now);
        return NextAt(group, counts, now) is { } next
            ? counts with
            {
                Next = new SizeStep(next, Counting(group, next).Size),
            }
            : counts;
    }

    /// <summary>The group with the slots of this size.</summary>
    public static GroupSpec Sized(GroupSpec group, EffectiveSize size) =>
        size.Size == group.Slots.Count ? group : group with { Slots = Slots.OfSize(size.Size) };

    /// <summary>The group with the slots that it is to have at a time.</summary>
    public static GroupSpec Sized(GroupSpec group, DateTimeOffset now) => Sized(group, At(group, now));

    private static EffectiveSize Counting(GroupSpec group, DateTimeOffset now)
    {
        if (group.Hand is { } hand && (HandEnd(group, hand) is not { } end || now < end))
        {
            return new EffectiveSize(Within(group, hand.Size), SizeOrigin.Hand, hand.SetAt, null, null);
        }

        var (rule, since) = Schedule(group)
            .Select(rule => (rule, At: rule.When.UpTo(now)))
            .Where(came => came.At is not null)
            // Of two at the same time the later in the list counts.
            .Aggregate(
                (Rule: (ScheduledSize?)null, At: (DateTimeOffset?)null),
                (last, came) => last.At is { } at && at > came.At ? last : (came.rule, came.At)
            );
        return rule is null
            ? new EffectiveSize(Within(group, group.Slots.Count), SizeOrigin.Spec, null, null, null)
            : new EffectiveSize(Within(group, rule.Size), SizeOrigin.Schedule, since, rule, null);
    }

    private static DateTimeOffset? NextAt(GroupSpec group, EffectiveSize counts, DateTimeOffset now) =>
        counts.Origin == SizeOrigin.Hand ? HandEnd(group, group.Hand!) : NextScheduled(group, now);

    private static DateTimeOffset? HandEnd(GroupSpec group, HandSize hand) =>
        hand.Until ?? NextScheduled(group, hand.SetAt);

    private static DateTimeOffset? NextScheduled(GroupSpec group, DateTimeOffset after) =>
        Schedule(group).Min(rule => rule.When.After(after));

    private static IReadOnlyList<ScheduledSize> Schedule(GroupSpec group) => group.Scaling?.Schedule ?? [];

    private static int Within(GroupSpec group, int size) =>
        group.Scaling is { } bounds ? Math.Clamp(size, bounds.Min, bounds.Max) : size;
}
