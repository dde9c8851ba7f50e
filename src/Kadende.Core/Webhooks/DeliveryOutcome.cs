namespace Kadende.Core.Webhooks;

/// <summary>What follows from one try.</summary>
/// <param name="IsTaken">The event is delivered; the next one may follow.</param>
/// <param name="Stop">The webhook is to be disabled; null: it stays as it is.</param>
public sealed record DeliveryOutcome(WebhookState State, bool IsTaken, WebhookStop? Stop);
