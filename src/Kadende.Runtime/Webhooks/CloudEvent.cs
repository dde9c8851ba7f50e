using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Requests;

namespace Kadende.Runtime.Webhooks;

/// <summary>An event as receivers get it: CloudEvents 1.0, structured JSON.</summary>
internal sealed record CloudEvent(
    string Id,
    string Source,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
    DateTimeOffset Time,
    JsonElement Data
)
{
    public const string MediaType = "application/cloudevents+json";

    [JsonPropertyName("specversion")]
    public string Version { get; } = "1.0";

    [JsonPropertyName("datacontenttype")]
    public string DataType { get; } = "application/json";

    public static CloudEvent Of(StoredEvent stored) =>
        new(
            stored.Id,
            $"/clusters/{stored.ClusterId}",
            EventTypes.Of(stored.Event.Kind),
            stored.Event.Node ?? stored.Event.Group?.Value,
            stored.At,
            JsonSerializer.SerializeToElement(EventView.Of(stored), CloudEventJson.Default.EventView)
        );

    /// <summary>Says nothing, for those who want to see whether it arrives.</summary>
    public static CloudEvent Test(Webhook webhook, DateTimeOffset now) =>
        new(
            $"test-{Guid.CreateVersion7(now):N}",
            $"/teams/{webhook.Team}/webhooks/{webhook.Id}",
            EventTypes.Test,
            null,
            now,
            JsonSerializer.SerializeToElement(
                new TestData(webhook.Id, webhook.Team, "This is a test."),
                CloudEventJson.Default.TestData
            )
        );

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, CloudEventJson.Default.CloudEvent);

    internal sealed record TestData(string Webhook, string Team, string Message);
}
