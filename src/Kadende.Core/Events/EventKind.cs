namespace Kadende.Core.Events;

/// <summary>What can happen; explained in <c>docs/events.md</c>.</summary>
public enum EventKind
{
    ClusterCreated,
    ClusterChanged,
    ClusterDeleting,
    ClusterDeleted,
    GroupChanged,
    GroupRemoved,
    NodeCreating,
    NodeCreateRetried,
    NodeAdopted,
    NodeProvisioning,
    NodeRunning,
    NodeHealthy,
    NodeUnhealthy,
    NodeMissing,
    NodePending,
    NodeFailed,
    NodeDeleting,
    NodeGone,
    UnknownInstanceSeen,
    UnknownInstanceDeleting,
    UnknownInstanceGone,
}
