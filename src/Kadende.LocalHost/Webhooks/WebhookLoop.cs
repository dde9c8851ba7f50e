using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Webhooks;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost.Webhooks;

/// <summary>
/// Gives webhooks their turns, apart from the passes: soon after this host wrote events, when a try is due again, and all of them now and
/// then. Each has its turns by itself, so that a receiver that hangs holds up nobody else.
/// </summary>
internal sealed partial class WebhookLoop(
    WebhookRounds rounds,
    EventNews news,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);

    private readonly WebhookAgenda _agenda = new(options.Value.PollInterval);
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private bool _isStoreAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(options.Value.Parallel);
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(slots, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What arrived is still to be written down, so that it is not sent again.
            await Task.WhenAll(_running.Values);
        }
    }

    private async Task LookAsync(SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        foreach (var ended in _running.Where(one => one.Value.IsCompleted).Select(one => one.Key).ToList())
        {
            _running.Remove(ended);
        }

        var now = time.GetUtcNow();
        _agenda.Hear(news.Take(now - LogProgress.Hold));
        if (!_agenda.HasWork(now))
        {
            return;
        }

        try
        {
            foreach (var turn in _agenda.Take(await rounds.ListAsync(cancellationToken), _running.Keys, now))
            {
                _running[turn.Webhook.Value.Id] = RunAsync(turn, slots, cancellationToken);
            }

            _isStoreAway = false;
        }
        catch (StoreUnavailableException failure)
        {
            if (!_isStoreAway)
            {
                LogStoreAway(failure.Message);
            }

            _isStoreAway = true;
        }
    }

    private async Task RunAsync(WebhookAgenda.Turn turn, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            await slots.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var next = await rounds.RunAsync(turn.Webhook, turn.Only, cancellationToken);
            _agenda.WakeAt(turn.Webhook.Value.Id, next);
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(6020, LogLevel.Warning, "The store does not answer, so that webhooks wait: {Fault}")]
    private partial void LogStoreAway(string fault);
}
