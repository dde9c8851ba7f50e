using Kadende.Runtime.Stores;

namespace Kadende.Functions.Tests.Passes;

/// <summary>A due list that is only read.</summary>
internal sealed class FixedDueList(params DueCluster[] clusters) : IDueList
{
    public Task<IReadOnlyList<DueCluster>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DueCluster>>([.. clusters.Where(cluster => cluster.DueAt <= now)]);

    public Task<DueCluster?> FindAsync(string clusterId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DueCluster?> MoveAsync(DueCluster entry, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task TouchAsync(string clusterId, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RemoveAsync(string clusterId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
