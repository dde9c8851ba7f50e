using Kadende.Runtime.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kadende.Runtime.Access;

/// <summary>
/// Brings the store in line with the settings when the host starts, and says so when nobody could run the installation. While the store
/// does not answer it goes on trying, and the host is not ready.
/// </summary>
public sealed partial class TokenSetup(
    SettingsStore settings,
    Administrators administrators,
    TimeProvider time,
    ILogger<TokenSetup> logger
) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private volatile bool _done;

    /// <summary>The store holds what the settings say.</summary>
    public bool Done => _done;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request when the store is there, so that a fresh host knows its administrator from the start.
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_done)
        {
            await Task.Delay(RetryDelay, time, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = await settings.SaveAsync(cancellationToken);
            if (!await administrators.AreThereAsync(without: null, cancellationToken))
            {
                LogNoAdministrator();
            }

            _done = true;
            LogStored(count);
        }
        catch (StoreUnavailableException failure)
        {
            LogStoreUnavailable(failure.Message, RetryDelay);
        }
    }

    [LoggerMessage(
        4500,
        LogLevel.Warning,
        "No administrator: set Kadende:Access:AdminToken (environment variable Kadende__Access__AdminToken) to a secret of at least "
            + "20 characters and restart; requests then carry it as 'Authorization: Bearer <token>'"
    )]
    private partial void LogNoAdministrator();

    [LoggerMessage(4501, LogLevel.Debug, "The settings name {Count} API tokens")]
    private partial void LogStored(int count);

    [LoggerMessage(4502, LogLevel.Warning, "API tokens could not be stored: {Fault} Next try in {Delay}")]
    private partial void LogStoreUnavailable(string fault, TimeSpan delay);
}
