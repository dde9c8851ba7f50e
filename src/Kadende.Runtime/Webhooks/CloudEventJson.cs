using System.Text.Json;
using System.Text.Json.Serialization;
using Kadende.Runtime.Requests;

namespace Kadende.Runtime.Webhooks;

/// <summary>How events are written for receivers; their data as the API writes it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(CloudEvent.TestData))]
internal sealed partial class CloudEventJson : JsonSerializerContext;
