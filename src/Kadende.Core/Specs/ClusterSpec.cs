namespace Kadende.Core.Specs;

/// <summary>A configuration without faults.</summary>
public sealed record ClusterSpec
{
    /// <summary>The id that the user chose, or null.</summary>
    public required string? Id { get; init; }

    /// <summary>The user's own version of this configuration.</summary>
    public required string Version { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The leaves of the tree of groups, in the order of the text.</summary>
    public required IReadOnlyList<GroupSpec> Groups { get; init; }
}
