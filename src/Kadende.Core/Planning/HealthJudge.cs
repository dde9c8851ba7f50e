using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>Turns single looks at a machine that is up into a verdict: thresholds, boot grace, and unknown that counts neither way.</summary>
internal static class HealthJudge
{
    /// <summary>Who judges a node that a person or a tool calls unhealthy.</summary>
    public const string External = "external";

    /// <param name="look">What the checks said; null when the node was not asked in this look.</param>
    /// <param name="isChecked">There are checks, or flavours that judge.</param>
    /// <param name="bornAt">When the machine was asked for, from which the grace runs.</param>
    public static NodeHealth Judge(
        NodeHealth before,
        HealthLook? look,
        HealthSpec spec,
        bool isChecked,
        DateTimeOffset bornAt,
        DateTimeOffset now
    )
    {
        if (!isChecked)
        {
            return before is { Status: HealthStatus.Healthy, Observed: null } ? before : Up(now);
        }

        if (spec.Mode == HealthMode.Observe)
        {
            var observed = ByChecks(before.Observed ?? NodeHealth.None, look, spec, bornAt, now);
            var up = before.Status == HealthStatus.Healthy ? before : Up(now);
            return observed == up.Observed ? up : up with { Observed = observed };
        }

        return ByChecks(before.Observed is null ? before : before with { Observed = null }, look, spec, bornAt, now);
    }

    /// <summary>A machine that is up, on the word of its provider alone.</summary>
    public static NodeHealth Up(DateTimeOffset now) => NodeHealth.Up with { HealthySince = now };

    /// <summary>What a person or a tool says counts at once, and more than checks.</summary>
    public static NodeHealth Judge(NodeHealth before, ExternalHealth word, DateTimeOffset now)
    {
        if (word.IsHealthy)
        {
            return before is { Status: HealthStatus.Healthy, Reason: null } ? before : Well(before, 1, now);
        }

        var reason = $"{word.Actor} says: {word.Reason}";
        return before.Status == HealthStatus.Unhealthy && string.Equals(before.Reason, reason, StringComparison.Ordinal)
            ? before
            : before with
            {
                Status = HealthStatus.Unhealthy,
                Good = 0,
                BadSince = before.BadSince ?? now,
                HealthySince = null,
                Check = External,
                Reason = reason,
            };
    }

    private static NodeHealth ByChecks(
        NodeHealth before,
        HealthLook? look,
        HealthSpec spec,
        DateTimeOffset bornAt,
        DateTimeOffset now
    )
    {
        return look switch
        {
            null => before,
            HealthLook.Good => Good(before, spec, now),
            HealthLook.Bad bad => Bad(before, bad, spec, bornAt, now),
            HealthLook.Unclear unclear => before with { Reason = unclear.Reason },
            _ => throw new InvalidOperationException("A look of a kind that does not exist."),
        };
    }

    private static NodeHealth Good(NodeHealth before, HealthSpec spec, DateTimeOffset now)
    {
        if (before.Status == HealthStatus.Healthy)
        {
            return before.Bad == 0 && before.Reason is null ? before : Well(before, spec.HealthyAfter, now);
        }

        if (before.Good > 0 && IsTooSoon(before, spec, now))
        {
            return before;
        }

        var good = before.Good + 1;
        return good >= spec.HealthyAfter
            ? Well(before, good, now)
            : before with
            {
                Good = good,
                Bad = 0,
                BadSince = null,
                SeenHealthy = true,
                CountedAt = now,
            };
    }

    private static NodeHealth Bad(
        NodeHealth before,
        HealthLook.Bad look,
        HealthSpec spec,
        DateTimeOffset bornAt,
        DateTimeOffset now
    )
    {
        if (!before.SeenHealthy && now < bornAt + spec.Grace)
        {
            // Still booting: said, not counted.
            return before with { Reason = look.Reason };
        }

        if (before.Bad > 0 && IsTooSoon(before, spec, now))
        {
            return before;
        }

        var bad = Math.Min(before.Bad + 1, spec.UnhealthyAfter);
        var status = bad >= spec.UnhealthyAfter ? HealthStatus.Unhealthy : before.Status;
        if (
            before.Status == HealthStatus.Unhealthy
            && string.Equals(before.Reason, look.Reason, StringComparison.Ordinal)
        )
        {
            return before with { Good = 0 };
        }

        return before with
        {
            Status = status,
            Bad = bad,
            BadSince = before.BadSince ?? now,
            Good = 0,
            HealthySince = status == HealthStatus.Unhealthy ? null : before.HealthySince,
            CountedAt = now,
            Check = look.Check,
            Reason = look.Reason,
        };
    }

    /// <summary>Looks that come faster than the interval, because something else woke the group, do not count faster.</summary>
    private static bool IsTooSoon(NodeHealth before, HealthSpec spec, DateTimeOffset now) =>
        before.CountedAt is { } last && now - last < spec.Interval * 0.9;

    private static NodeHealth Well(NodeHealth before, int good, DateTimeOffset now) =>
        before with
        {
            Status = HealthStatus.Healthy,
            Good = good,
            Bad = 0,
            BadSince = null,
            SeenHealthy = true,
            CountedAt = null,
            HealthySince = before.Status == HealthStatus.Healthy ? before.HealthySince : now,
            ByProvider = false,
            ByFlavour = false,
            Check = null,
            Reason = null,
        };
}
