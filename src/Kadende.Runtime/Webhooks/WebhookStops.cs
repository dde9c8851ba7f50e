using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>
/// Disables webhooks, and tells of it in the log of the cluster whose event could not be delivered. What is still to be told stands in the
/// webhook's row, so that a crash in between only makes it later.
/// </summary>
internal sealed class WebhookStops(WebhookRows rows, IClusterStore clusters)
{
    private const int Attempts = 5;

    /// <returns>The webhook as it is now; null: somebody changed it meanwhile, and it goes on.</returns>
    public Task<Stored<Webhook>?> StopAsync(
        Stored<Webhook> webhook,
        WebhookStop stop,
        CancellationToken cancellationToken
    ) => rows.SaveAsync(webhook.Value with { Stop = stop }, webhook.ETag, cancellationToken);

    /// <summary>Tells of it, if that is still to be done.</summary>
    public async Task TellAsync(Stored<Webhook> webhook, CancellationToken cancellationToken)
    {
        if (webhook.Value.Stop is not { Untold: { } cluster } stop)
        {
            return;
        }

        if (await WriteAsync(cluster, EventOf(webhook.Value, stop), cancellationToken))
        {
            await rows.SaveAsync(
                webhook.Value with
                {
                    Stop = stop with { Untold = null },
                },
                webhook.ETag,
                cancellationToken
            );
        }
    }

    /// <returns>False: the cluster was changed by others again and again.</returns>
    private async Task<bool> WriteAsync(string cluster, ClusterEvent told, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // A cluster that is gone has had its last event.
            if (
                await clusters.LoadAsync(cluster, cancellationToken) is not { } found
                || await clusters.SaveAsync(found.Head, found.Head.Value, told, cancellationToken) is not null
            )
            {
                return true;
            }
        }

        return false;
    }

    private static ClusterEvent EventOf(Webhook webhook, WebhookStop stop) =>
        new()
        {
            Kind = EventKind.WebhookDisabled,
            Reason = stop.Reason,
            Message = $"The webhook {webhook.Id} to {new Uri(webhook.Url).IdnHost} was disabled. {stop.Message}",
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["webhook"] = webhook.Id,
                ["disabledAt"] = stop.Since.ToString("u", CultureInfo.InvariantCulture),
            },
        };
}
