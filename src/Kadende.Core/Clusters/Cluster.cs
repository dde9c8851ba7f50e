using Kadende.Core.Specs;

namespace Kadende.Core.Clusters;

/// <summary>The head record of a cluster: whose it is, and what is wanted now.</summary>
public sealed record Cluster
{
    public required string Id { get; init; }

    public required string Team { get; init; }

    public required string Name { get; init; }

    /// <summary>Grows by one with every accepted change.</summary>
    public required long Generation { get; init; }

    /// <summary>The current spec.</summary>
    public required SpecSource Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Its deletion was asked for; null otherwise. Cannot be taken back.</summary>
    public DateTimeOffset? DeletingSince { get; init; }

    /// <summary>A person wants all of it left as it is; null when nobody does.</summary>
    public GroupHold? Hold { get; init; }

    /// <summary>Groups that a person wants left as they are.</summary>
    public IReadOnlyDictionary<GroupPath, GroupHold> GroupHolds { get; init; } = new Dictionary<GroupPath, GroupHold>();

    /// <summary>How the group is to be left as it is; null: it is managed. The cluster's own hold comes first when it goes further.</summary>
    public GroupHold? HoldOf(GroupPath group) =>
        GroupHolds.GetValueOrDefault(group) is { } own && (Hold is null || own.Kind > Hold.Kind) ? own : Hold;

    /// <summary>Its name is known to belong to it. Until then its creation is not finished, and it is nobody's to see.</summary>
    public bool Named { get; init; }
}
