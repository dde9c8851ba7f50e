namespace Kadende.Runtime.Stores;

/// <summary>A cluster that a team had.</summary>
/// <param name="At">When it was removed.</param>
internal sealed record GoneCluster(TeamCluster Cluster, DateTimeOffset At);
