using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>What came of one look at a webhook.</summary>
/// <param name="Next">When there is more to do; null: nothing is known.</param>
/// <param name="Stop">The webhook is to be disabled; null: it goes on.</param>
internal sealed record WebhookTurn(DateTimeOffset? Next, WebhookStop? Stop);
