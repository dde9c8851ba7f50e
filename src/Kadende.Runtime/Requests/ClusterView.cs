using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>How a cluster stands, as users see it.</summary>
public sealed record ClusterView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Team { get; init; }

    /// <summary>The user's own version of the configuration.</summary>
    public required string Version { get; init; }

    /// <summary>Grows by one with every accepted change; in quotes it is the ETag.</summary>
    public required long Generation { get; init; }

    public required ConvergenceState State { get; init; }

    /// <summary>The conditions of all groups, each message led by its group.</summary>
    public required IReadOnlyList<ConditionView> Conditions { get; init; }

    public required IReadOnlyList<GroupView> Groups { get; init; }

    /// <summary>A person wants all of it left as it is; null when nobody does.</summary>
    public GroupHold? Hold { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The spec as written; null in lists.</summary>
    public string? Spec { get; init; }

    /// <summary>What the plugins could not be asked when this was written; none but in the answer to that.</summary>
    public IReadOnlyList<Fault> Warnings { get; init; } = [];
}
