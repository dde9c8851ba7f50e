using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost.Scheduling;

/// <summary>Reads the due list again and again and tells the scheduler of it.</summary>
internal sealed partial class DueReader(
    IDueList due,
    PassSignals signals,
    IOptions<LocalOptions> options,
    TimeProvider time,
    ILogger<DueReader> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            failures = await ReadAsync(failures, stoppingToken);
            var delay = failures == 0 ? options.Value.TickInterval : options.Value.RetryDelay(failures);
            await Task.Delay(delay, time, stoppingToken);
        }
    }

    /// <returns>How often in a row it failed.</returns>
    private async Task<int> ReadAsync(int failures, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            var clusters = await due.ReadAsync(now, cancellationToken);
            signals.Send(new PassSignal.Due(clusters, now));
            if (failures > 0)
            {
                LogBack();
            }

            return 0;
        }
        catch (StoreUnavailableException failure)
        {
            if (failures == 0)
            {
                LogAway(failure.Message);
            }

            return failures + 1;
        }
    }

    [LoggerMessage(6010, LogLevel.Warning, "The store does not answer, so that no cluster is looked at: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(6011, LogLevel.Information, "The store answers again")]
    private partial void LogBack();
}
