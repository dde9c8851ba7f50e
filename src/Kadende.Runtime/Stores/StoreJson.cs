using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>How records stand in rows. What is absent is left out, so that rows stay small.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true
)]
[SuppressMessage(
    "Maintainability",
    "CA1506:Avoid excessive class coupling",
    Justification = "Generated code that touches every type that is stored."
)]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(SpecSource))]
[JsonSerializable(typeof(GroupStatus))]
[JsonSerializable(typeof(SlotTray))]
[JsonSerializable(typeof(ClusterEvent[]))]
[JsonSerializable(typeof(NodeLogPage))]
internal sealed partial class StoreJson : JsonSerializerContext;
