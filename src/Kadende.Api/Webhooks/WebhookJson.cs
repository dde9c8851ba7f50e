using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Runtime.Webhooks;

namespace Kadende.Api.Webhooks;

/// <summary>How answers about webhooks are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(IReadOnlyList<WebhookView>))]
[JsonSerializable(typeof(WebhookSecretView))]
[JsonSerializable(typeof(DeliveriesView))]
[JsonSerializable(typeof(TestView))]
internal sealed partial class WebhookJson : JsonSerializerContext;
