using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>Machines of a simulation send none.</summary>
internal sealed class NoHeartbeats : IHeartbeatStore
{
    private static readonly Dictionary<string, Heartbeat> None = new(StringComparer.Ordinal);

    public Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyDictionary<string, Heartbeat>>(None);

    public Task RemoveAsync(
        string clusterId,
        GroupPath group,
        IReadOnlyCollection<string> nodes,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;
}
