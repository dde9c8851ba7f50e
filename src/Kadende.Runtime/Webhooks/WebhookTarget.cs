using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>A cluster whose log a webhook is to be told of.</summary>
/// <param name="IsLive">It is there; otherwise it is gone and only its log is left.</param>
/// <param name="Cursor">How far the webhook was told; null: of nothing yet.</param>
internal sealed record WebhookTarget(TeamCluster Cluster, bool IsLive, Stored<WebhookCursor>? Cursor);
