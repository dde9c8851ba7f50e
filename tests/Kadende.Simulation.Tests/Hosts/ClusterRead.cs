using Kadende.Core.Clusters;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>A cluster as a process read it, and when it did.</summary>
internal sealed record ClusterRead(Cluster Cluster, DateTimeOffset At);
