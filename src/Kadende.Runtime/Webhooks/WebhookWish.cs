using Kadende.Core.Events;

namespace Kadende.Runtime.Webhooks;

/// <summary>What somebody wants a webhook to be; null leaves a part as it is.</summary>
/// <param name="Clusters">None: all of the team.</param>
/// <param name="Kinds">None: all.</param>
public sealed record WebhookWish(
    string? Url,
    IReadOnlyList<string>? Clusters,
    IReadOnlyList<EventKind>? Kinds,
    bool? Enabled
);
