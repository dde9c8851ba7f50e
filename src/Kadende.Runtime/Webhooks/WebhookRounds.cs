using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Gives webhooks their turns. One that fails never stops the others.</summary>
public sealed partial class WebhookRounds
{
    private readonly WebhookRows _rows;
    private readonly WebhookSender _sender;
    private readonly WebhookStops _stops;
    private readonly WebhookOptions _options;
    private readonly ILogger<WebhookRounds> _logger;

    internal WebhookRounds(
        WebhookRows rows,
        WebhookSender sender,
        WebhookStops stops,
        IOptions<WebhookOptions> options,
        ILogger<WebhookRounds> logger
    )
    {
        _rows = rows;
        _sender = sender;
        _stops = stops;
        _options = options.Value;
        _logger = logger;
    }

    /// <summary>All that are enabled, or have still to be told of as disabled.</summary>
    public async Task<IReadOnlyList<Stored<Webhook>>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (await _rows.ListAsync(null, cancellationToken)).Where(webhook =>
                webhook.Value.Stop is not { Untold: null }
            ),
        ];

    /// <summary>One look at every webhook and all of its clusters.</summary>
    public async Task RunAllAsync(CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            await ListAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken },
            async (webhook, token) => await RunAsync(webhook, null, token)
        );

    /// <summary>Sends a webhook what it was not told yet.</summary>
    /// <param name="only">Only of these clusters; null: of all.</param>
    /// <returns>When there is more to do; null: nothing is known.</returns>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One failing webhook must never stop the others."
    )]
    public async Task<DateTimeOffset?> RunAsync(
        Stored<Webhook> webhook,
        IReadOnlySet<string>? only,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await TurnAsync(webhook, only, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (StoreUnavailableException failure)
        {
            LogStoreAway(webhook.Value.Id, failure.Message);
        }
        catch (CryptographicException failure)
        {
            LogSealed(failure, webhook.Value.Id);
        }
        catch (Exception failure)
        {
            LogFailed(failure, webhook.Value.Id);
        }

        return null;
    }

    private async Task<DateTimeOffset?> TurnAsync(
        Stored<Webhook> webhook,
        IReadOnlySet<string>? only,
        CancellationToken cancellationToken
    )
    {
        if (webhook.Value.Stop is not null)
        {
            await _stops.TellAsync(webhook, cancellationToken);
            return null;
        }

        var turn = await _sender.RunAsync(webhook.Value, only, cancellationToken);
        if (turn.Stop is { } stop && await _stops.StopAsync(webhook, stop, cancellationToken) is { } stopped)
        {
            LogDisabled(webhook.Value.Id, stop.Reason);
            await _stops.TellAsync(stopped, cancellationToken);
            return null;
        }

        return turn.Next;
    }

    [LoggerMessage(3200, LogLevel.Debug, "Webhook {Webhook} waits for the store: {Fault}")]
    private partial void LogStoreAway(string webhook, string fault);

    [LoggerMessage(3201, LogLevel.Error, "The secret of webhook {Webhook} cannot be decrypted: is the key ring whole?")]
    private partial void LogSealed(Exception failure, string webhook);

    [LoggerMessage(3202, LogLevel.Error, "The turn of webhook {Webhook} failed; it is tried again")]
    private partial void LogFailed(Exception failure, string webhook);

    [LoggerMessage(3203, LogLevel.Information, "Webhook {Webhook} was disabled: {Reason}")]
    private partial void LogDisabled(string webhook, string reason);
}
