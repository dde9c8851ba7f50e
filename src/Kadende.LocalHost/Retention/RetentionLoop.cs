using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;

namespace Kadende.LocalHost.Retention;

/// <summary>Removes what was kept for long enough, and deleted teams, again and again.</summary>
internal sealed partial class RetentionLoop(
    RetentionRound round,
    TeamRemoval teams,
    TimeProvider time,
    ILogger<RetentionLoop> logger
) : BackgroundService
{
    /// <summary>The first round leaves the host time to come up.</summary>
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstAfter, time, stoppingToken);
        while (true)
        {
            try
            {
                await round.RunAsync(stoppingToken);
                await teams.RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException failure)
            {
                LogAway(failure.Message);
            }

            await Task.Delay(RetentionRound.Interval, time, stoppingToken);
        }
    }

    [LoggerMessage(6030, LogLevel.Debug, "Nothing is cleaned, since the store does not answer: {Fault}")]
    private partial void LogAway(string fault);
}
