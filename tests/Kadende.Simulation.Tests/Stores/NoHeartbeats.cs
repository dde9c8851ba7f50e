using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>No simulated machine sends heartbeats, and no simulated group asks for them.</summary>
internal sealed class NoHeartbeats : IHeartbeatStore
{
    private static readonly IReadOnlyDictionary<string, Heartbeat> None = new Dictionary<string, Heartbeat>(
        StringComparer.Ordinal
    );

    public Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    ) => Task.FromResult(None);

    public Task RemoveAsync(
        string clusterId,
        GroupPath group,
        IReadOnlyCollection<string> nodes,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;
}
