using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>How the last deliveries of a webhook went.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="NextTryAt">Nothing is sent before this; null: events are sent as they come.</param>
public sealed record DeliveriesView(
    IReadOnlyList<DeliveriesView.Item> Items,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NextTryAt
)
{
    /// <param name="Event">The event's id, and the request's <c>webhook-id</c>.</param>
    /// <param name="Cluster">The cluster's id.</param>
    /// <param name="Try">1, or more after failures.</param>
    /// <param name="Status">What the receiver answered; null: nothing.</param>
    /// <param name="Fault">Why there was no answer; null when there was one.</param>
    public sealed record Item(
        string Event,
        string Cluster,
        string Type,
        DateTimeOffset At,
        TimeSpan Took,
        int Try,
        int? Status,
        DeliveryFault? Fault
    );

    internal static DeliveriesView Of(Webhook webhook, WebhookState? stored)
    {
        var state = (stored ?? new WebhookState()).FreshFrom(webhook.FreshFrom);
        return new DeliveriesView(
            [
                .. state.Deliveries.Select(one => new Item(
                    one.Event,
                    one.Cluster,
                    one.Type,
                    one.At,
                    one.Took,
                    one.Try,
                    one.Status,
                    one.Fault
                )),
            ],
            state.FailingSince,
            webhook.Stop is null ? state.NextTryAt : null
        );
    }
}
