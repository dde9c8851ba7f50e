using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Retention;

/// <summary>
/// Removes what was kept for long enough, a bounded portion at a time. A round that breaks off is made good by the next, and two at once
/// only remove the same rows.
/// </summary>
public sealed partial class RetentionRound
{
    /// <summary>How often a host makes a round.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly Sweeps _sweeps;
    private readonly RetentionPlace _place;
    private readonly RetentionOptions _options;
    private readonly ILogger<RetentionRound> _logger;

    internal RetentionRound(
        Sweeps sweeps,
        RetentionPlace place,
        IOptions<RetentionOptions> options,
        ILogger<RetentionRound> logger
    )
    {
        (_sweeps, _place, _options, _logger) = (sweeps, place, options.Value, logger);
    }

    public async Task<RetentionReport> RunAsync(CancellationToken cancellationToken)
    {
        var begin = await _place.ReadAsync(cancellationToken);
        var (looked, removed) = (0, 0);
        var sweeps = await _sweeps.ListAsync(cancellationToken);
        foreach (var sweep in sweeps.Where(one => string.CompareOrdinal(one.Key, begin.Sweep) >= 0))
        {
            var after = sweep.Key == begin.Sweep ? begin.After : null;
            do
            {
                if (looked >= _options.RowsPerRound)
                {
                    await _place.SaveAsync(new RetentionStop(sweep.Key, after), cancellationToken);
                    return Ended(new RetentionReport(removed, IsOver: false));
                }

                var portion = await RunAsync(sweep, after, cancellationToken);
                // One that finds nothing was a look too.
                looked += Math.Max(1, portion.Looked);
                removed += portion.Removed;
                after = portion.Next;
            } while (after is not null);
        }

        await _place.SaveAsync(RetentionStop.Start, cancellationToken);
        return Ended(new RetentionReport(removed, IsOver: true));
    }

    private async Task<SweepPortion> RunAsync(ISweep sweep, string? after, CancellationToken cancellationToken)
    {
        try
        {
            return await sweep.RunAsync(after, cancellationToken);
        }
        catch (InvalidDataException failure)
        {
            // What cannot be read is not removed, and keeps nothing else from being cleaned.
            LogUnreadable(sweep.Key, failure.Message);
            return default;
        }
    }

    private RetentionReport Ended(RetentionReport report)
    {
        if (report.Removed > 0)
        {
            LogRemoved(report.Removed);
        }

        return report;
    }

    [LoggerMessage(4600, LogLevel.Information, "{Count} rows were removed that had been kept for long enough")]
    private partial void LogRemoved(int count);

    [LoggerMessage(4601, LogLevel.Warning, "{Sweep} could not be cleaned: {Fault}")]
    private partial void LogUnreadable(string sweep, string fault);
}
