using Kadende.Core.Clusters;

namespace Kadende.Runtime.Stores;

/// <summary>The head of a cluster and the statuses of its groups.</summary>
public sealed record ClusterRows(Stored<Cluster> Head, IReadOnlyList<Stored<GroupStatus>> Groups);
