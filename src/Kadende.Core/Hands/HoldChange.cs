using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Core.Hands;

/// <summary>A cluster's head to write, with the event that tells of it.</summary>
public sealed record HoldChange(Cluster After, ClusterEvent Told);
