using Kadende.Core.Events;
using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>A webhook as the admins of its team see it; its secret is shown only when it is made.</summary>
/// <param name="Clusters">Names or ids; none: all of the team.</param>
/// <param name="Kinds">None: all.</param>
/// <param name="FormerSecretUntil">Until when the secret before signs too; null: there is none.</param>
/// <param name="Disabled">Null: it is enabled.</param>
/// <param name="FailingSince">Since when no delivery succeeded; null: the last one did.</param>
/// <param name="NextTryAt">Nothing is sent before this; null: events are sent as they come.</param>
public sealed record WebhookView(
    string Id,
    string Url,
    IReadOnlyList<string> Clusters,
    IReadOnlyList<EventKind> Kinds,
    bool Enabled,
    WebhookView.Stopped? Disabled,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? FormerSecretUntil,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NextTryAt
)
{
    /// <summary>Why a webhook is disabled.</summary>
    /// <param name="Reason"><c>Requested</c>, <c>Failing</c> or <c>Gone</c>.</param>
    public sealed record Stopped(DateTimeOffset Since, string Reason, string Message);

    internal static WebhookView Of(Webhook webhook, WebhookState? stored, DateTimeOffset now)
    {
        var state = stored?.FreshFrom(webhook.FreshFrom);
        var goesOn = webhook.Stop is null;
        return new WebhookView(
            webhook.Id,
            webhook.Url,
            webhook.Clusters ?? [],
            webhook.Kinds ?? [],
            goesOn,
            webhook.Stop is { } stop ? new Stopped(stop.Since, stop.Reason, stop.Message) : null,
            webhook.CreatedAt,
            webhook.CreatedBy,
            webhook.Former?.Until > now ? webhook.Former.Until : null,
            state?.FailingSince,
            goesOn ? state?.NextTryAt : null
        );
    }
}
