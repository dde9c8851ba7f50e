namespace Kadende.Core.Webhooks;

/// <summary>Which host sends for a webhook now.</summary>
public sealed record WebhookLease(string Holder, DateTimeOffset Until);
