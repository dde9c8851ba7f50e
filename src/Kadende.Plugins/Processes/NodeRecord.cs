using System.Text.Json.Serialization;

namespace Kadende.Plugins.Processes;

/// <summary>What stands in the <c>node.json</c> of a node.</summary>
internal sealed record NodeRecord
{
    public required string Token { get; init; }

    public string? LogicalId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Ports of this machine, by the port as the group knows it, in the order of the spec.</summary>
    public required IReadOnlyDictionary<int, int> Ports { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NodeRecord))]
internal sealed partial class NodeRecordJson : JsonSerializerContext;
