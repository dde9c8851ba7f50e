using Kadende.Core.Events;

namespace Kadende.Core.Webhooks;

/// <summary>Where the events of a team's clusters are sent to.</summary>
public sealed record Webhook
{
    /// <summary>How many a team may have.</summary>
    public const int Most = 20;

    /// <summary>How many clusters one may name.</summary>
    public const int MostClusters = 100;

    public const int LongestUrl = 2000;

    public required string Id { get; init; }

    public required string Team { get; init; }

    public required string Url { get; init; }

    /// <summary>Names or ids of clusters; null: all of the team.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<EventKind>? Kinds { get; init; }

    /// <summary>The key of its signatures, encrypted.</summary>
    public required string SealedSecret { get; init; }

    /// <summary>The key before, which signs along for a while; null when there is none.</summary>
    public FormerSecret? Former { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>A cluster whose log was not looked at before is told of from here on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What failed before this is forgotten: it was made, enabled or pointed elsewhere then.</summary>
    public required DateTimeOffset FreshFrom { get; init; }

    /// <summary>Null: it is enabled.</summary>
    public WebhookStop? Stop { get; init; }

    public bool Covers(string clusterId, string clusterName) =>
        Clusters is null || Clusters.Contains(clusterId) || Clusters.Contains(clusterName);

    public bool Wants(EventKind kind) => Kinds is null || Kinds.Contains(kind);
}
