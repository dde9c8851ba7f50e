namespace Kadende.Runtime.Webhooks;

/// <summary>A webhook with its secret, which is never shown again.</summary>
/// <param name="Secret">The key of its signatures, as libraries of Standard Webhooks take it.</param>
public sealed record WebhookSecretView(WebhookView Webhook, string Secret);
