using System.Collections.Concurrent;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Heartbeats of one group, in memory.</summary>
internal sealed class MemoryHeartbeats : IHeartbeatStore
{
    public ConcurrentDictionary<string, Heartbeat> Rows { get; } = new(StringComparer.Ordinal);

    public int Reads { get; private set; }

    public Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken)
    {
        Rows[subject.NodeId] = beat;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    )
    {
        Reads++;
        return Task.FromResult<IReadOnlyDictionary<string, Heartbeat>>(
            Rows.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal)
        );
    }

    public Task RemoveAsync(
        string clusterId,
        GroupPath group,
        IReadOnlyCollection<string> nodes,
        CancellationToken cancellationToken
    )
    {
        nodes.ToList().ForEach(node => Rows.TryRemove(node, out _));
        return Task.CompletedTask;
    }
}
