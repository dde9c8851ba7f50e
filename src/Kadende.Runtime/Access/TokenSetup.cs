using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access;

/// <summary>
/// Brings the store in line with the settings when the host starts: a token that was taken out of the settings ends, and the teams that
/// they name are there. While the store does not answer it goes on trying, and the host is not ready.
/// </summary>
public sealed partial class TokenSetup(
    ITokenStore tokens,
    IRecordStore<Team> teams,
    IOptions<AccessOptions> options,
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
        if (string.IsNullOrEmpty(options.Value.AdminToken))
        {
            LogNoAdministrator();
        }

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
        var owners = SettingsTokens.Of(options.Value);
        try
        {
            foreach (var team in SettingsTokens.TeamsOf(options.Value))
            {
                await AddTeamAsync(team, cancellationToken);
            }

            foreach (var (hash, owner) in owners)
            {
                await tokens.PutAsync(hash, owner, cancellationToken);
            }

            await tokens.KeepOnlyAsync(
                SettingsTokens.Source,
                owners.Keys.ToHashSet(StringComparer.Ordinal),
                cancellationToken
            );
            _done = true;
            LogStored(owners.Count);
        }
        catch (StoreUnavailableException failure)
        {
            LogStoreUnavailable(failure.Message, RetryDelay);
        }
    }

    private async Task AddTeamAsync(string name, CancellationToken cancellationToken)
    {
        if (await teams.FindAsync(RecordKey.Of(name), cancellationToken) is null)
        {
            var team = new Team
            {
                Name = name,
                CreatedAt = time.GetUtcNow(),
                CreatedBy = SettingsTokens.Source,
            };
            // Another host may be faster; either makes the same.
            await teams.SaveAsync(RecordKey.Of(name), team, etag: null, cancellationToken);
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
