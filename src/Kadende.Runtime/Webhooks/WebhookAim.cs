namespace Kadende.Runtime.Webhooks;

/// <summary>What a webhook has to look at now.</summary>
/// <param name="GoneThrough">Up to when the deleted clusters of the team are among the targets; null: they are not.</param>
internal sealed record WebhookAim(IReadOnlyList<WebhookTarget> Targets, DateTimeOffset? GoneThrough);
