using System.Text.Json.Serialization;
using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Stores;

/// <summary>How webhooks stand in their rows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookState))]
[JsonSerializable(typeof(WebhookCursor))]
internal sealed partial class WebhookRecordJson : JsonSerializerContext;
