using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;

namespace Kadende.Runtime.Stores;

/// <summary>The last heartbeat of each node, in rows of their own: they change all the time, and nothing else does with them.</summary>
public interface IHeartbeatStore
{
    /// <summary>
    /// Keeps a node's heartbeat instead of the one before. One that is older than what is stored, from a host that was slow, is dropped.
    /// </summary>
    Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken);

    /// <summary>The heartbeats of a group, by node id.</summary>
    Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    );

    /// <summary>Removes the heartbeats of nodes that are gone. One that came in meanwhile stays.</summary>
    Task RemoveAsync(
        string clusterId,
        GroupPath group,
        IReadOnlyCollection<string> nodes,
        CancellationToken cancellationToken
    );
}
