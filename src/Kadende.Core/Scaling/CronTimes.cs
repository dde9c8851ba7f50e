using Cronos;

namespace Kadende.Core.Scaling;

/// <summary>
/// Times that a cron expression means in a time zone. A time that the clocks skip comes at the first moment after the gap; one that they
/// show twice comes once, the first time.
/// </summary>
public sealed class CronTimes
{
    /// <summary>What came longer ago than this counts as never.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(366);

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    internal CronTimes(string cron, CronExpression expression, TimeZoneInfo zone)
    {
        Cron = cron;
        _expression = expression;
        _zone = zone;
    }

    /// <summary>The expression as it was written.</summary>
    public string Cron { get; }

    /// <summary>The IANA name of the zone.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>The first time after this one; null when there is none any more.</summary>
    public DateTimeOffset? After(DateTimeOffset time) => _expression.GetNextOccurrence(time, _zone)?.ToUniversalTime();

    /// <summary>The last time up to this one, itself included; null when none came within <see cref="Reach"/>.</summary>
    public DateTimeOffset? UpTo(DateTimeOffset time)
    {
        var before = time;
        while (_expression.GetPreviousOccurrence(before, _zone, inclusive: true) is { } near && near >= time - Reach)
        {
            // Looking back, a time that the clocks skip comes before the gap; looking ahead, behind it. Ahead is what counts.
            before = near - LongestGap;
            if (LastBetween(before, time) is { } last)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>No zone moves its clocks by more at once.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(3);

    private DateTimeOffset? LastBetween(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? last = null;
        for (var next = After(from); next <= to; next = After(next.Value))
        {
            last = next;
        }

        return last;
    }
}
