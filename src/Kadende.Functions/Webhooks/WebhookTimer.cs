using Kadende.Runtime.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace Kadende.Functions.Webhooks;

/// <summary>Sends webhooks what they were not told yet.</summary>
public sealed class WebhookTimer(WebhookRounds rounds)
{
    [Function("Webhooks")]
    public Task RunAsync(
        [TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken
    ) => rounds.RunAllAsync(cancellationToken);
}
