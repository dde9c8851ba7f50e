using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>The due list as one process sees it.</summary>
internal sealed class MemoryDueList(MemoryTables tables, IWire wire) : IDueList
{
    public Task<IReadOnlyList<DueCluster>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        wire.CallAsync<IReadOnlyList<DueCluster>>(
            "due",
            () => [.. tables.Due.Values.Where(entry => entry.DueAt <= now).OrderBy(entry => entry.DueAt)]
        );

    public Task<DueCluster?> FindAsync(string clusterId, CancellationToken cancellationToken) =>
        wire.CallAsync("due", () => tables.Due.GetValueOrDefault(clusterId));

    public Task<DueCluster?> MoveAsync(DueCluster entry, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        wire.CallAsync("move", () => tables.Move(entry, dueAt));

    public Task TouchAsync(string clusterId, DateTimeOffset now, CancellationToken cancellationToken) =>
        wire.CallAsync(
            "touch",
            () =>
            {
                tables.Touch(clusterId, now);
                return true;
            }
        );

    public Task RemoveAsync(string clusterId, CancellationToken cancellationToken) =>
        wire.CallAsync(
            "undue",
            () =>
            {
                tables.RemoveDue(clusterId);
                return true;
            }
        );
}
