namespace Kadende.Core.Webhooks;

/// <summary>How far a webhook was told of one cluster.</summary>
/// <param name="Webhook">The webhook's id.</param>
/// <param name="EndedAt">The cluster is gone and everything of it is told; null: there may be more.</param>
public sealed record WebhookCursor(
    string Webhook,
    string ClusterId,
    string ClusterName,
    LogProgress Progress,
    DateTimeOffset? EndedAt = null
);
