using Kadende.Core.Events;
using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>What somebody wants a webhook to be; null leaves a part as it is.</summary>
/// <param name="Clusters">None: all of the team.</param>
/// <param name="Kinds">None: all.</param>
public sealed record WebhookWish(
    string? Url,
    IReadOnlyList<string>? Clusters,
    IReadOnlyList<EventKind>? Kinds,
    bool? Enabled
)
{
    /// <summary>The webhook as it is wanted.</summary>
    public Webhook ApplyTo(Webhook webhook, string actor, DateTimeOffset now)
    {
        var stop = Enabled switch
        {
            true => null,
            false => webhook.Stop ?? new WebhookStop(now, WebhookStop.Requested, $"{actor} disabled it."),
            null => webhook.Stop,
        };
        return webhook with
        {
            Url = Url ?? webhook.Url,
            Clusters =
                Clusters is null ? webhook.Clusters
                : Clusters.Count > 0 ? Clusters
                : null,
            Kinds =
                Kinds is null ? webhook.Kinds
                : Kinds.Count > 0 ? Kinds
                : null,
            Since = Clusters is null ? webhook.Since : now,
            FreshFrom = Url is not null || Enabled == true ? now : webhook.FreshFrom,
            Stop = stop,
        };
    }
}
