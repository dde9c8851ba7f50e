using Kadende.Runtime.Stores;

namespace Kadende.LocalHost.Scheduling;

/// <summary>Something that the scheduler must hear of.</summary>
internal abstract record PassSignal
{
    private PassSignal() { }

    /// <summary>Somebody changed the cluster and wants it looked at now.</summary>
    public sealed record Asked(string ClusterId) : PassSignal;

    /// <summary>The due list names these.</summary>
    /// <param name="ReadAt">When the reading of the list began.</param>
    public sealed record Due(IReadOnlyList<DueCluster> Clusters, DateTimeOffset ReadAt) : PassSignal;

    /// <summary>A pass is over.</summary>
    /// <param name="Next">When the cluster is due next; null: it is gone.</param>
    public sealed record Ended(string ClusterId, DateTimeOffset? Next) : PassSignal;

    /// <summary>A pass broke off.</summary>
    public sealed record Failed(string ClusterId) : PassSignal;
}
