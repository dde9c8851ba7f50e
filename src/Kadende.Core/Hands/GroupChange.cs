using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Core.Hands;

/// <summary>A group's row to write, with the event that tells of it.</summary>
public sealed record GroupChange(GroupStatus After, ClusterEvent Told);
