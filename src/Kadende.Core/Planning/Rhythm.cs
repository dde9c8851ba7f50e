using Kadende.Core.Clusters;

namespace Kadende.Core.Planning;

/// <summary>When a group is looked at next.</summary>
public static class Rhythm
{
    /// <param name="status">The status after the look.</param>
    /// <param name="waitsUntil">The earliest time at which something that is waited for may be over.</param>
    public static DateTimeOffset NextLook(GroupView view, GroupStatus status, DateTimeOffset? waitsUntil)
    {
        var interval = view.Wanted?.Health.Interval ?? WithoutSpec;
        if (view.Sources.Values.Any(source => !source.IsListed))
        {
            return view.Now + Longer(view.Limits.UnavailableLook, interval < WithoutSpec ? interval : WithoutSpec);
        }

        var regular = view.Now + interval;
        var soon =
            status.State == ConvergenceState.Converged || status.Changing == 0 && view.Wanted is not null
                ? regular
                : view.Now + Shorter(interval, Unsettled(view));
        if (waitsUntil is { } until)
        {
            // What is waited for sets the time, unless something else is on its way.
            soon = until < soon || OnlyWaits(status) ? Earlier(until, regular) : soon;
        }

        return soon > view.Now ? soon : view.Now;
    }

    /// <summary>Exact listings are cheap and local; those that lag belong to clouds that count our calls.</summary>
    private static TimeSpan Unsettled(GroupView view) =>
        view.Sources.Values.Any(source => source.ListDelay > TimeSpan.Zero)
            ? view.Limits.UnsettledLook * 5
            : view.Limits.UnsettledLook;

    /// <summary>The rhythm of a group that left the spec.</summary>
    private static readonly TimeSpan WithoutSpec = TimeSpan.FromSeconds(15);

    private static bool OnlyWaits(GroupStatus status) =>
        status.State == ConvergenceState.Degraded && status.Present == status.Healthy;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
