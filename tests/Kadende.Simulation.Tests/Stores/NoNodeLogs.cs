using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>No simulated machine runs commands, and none has a console: nothing is ever logged.</summary>
internal sealed class NoNodeLogs : INodeLogStore
{
    public Task AppendAsync(
        string clusterId,
        string nodeId,
        IReadOnlyList<NodeLogLine> lines,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException($"Node {nodeId} has nothing to log.");

    public Task<Page<StoredLogLine>> ReadAsync(
        string clusterId,
        string nodeId,
        string? after,
        int size,
        CancellationToken cancellationToken
    ) => Task.FromResult(new Page<StoredLogLine>([], null));
}
