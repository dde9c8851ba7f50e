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

    /// <summary>Its name is known to belong to it. Until then its creation is not finished, and it is nobody's to see.</summary>
    public bool Named { get; init; }
}
