using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>The store of one process: it behaves as the real one does, which the contract tests hold it to.</summary>
internal sealed class MemoryClusterStore(MemoryTables tables, IWire wire) : IClusterStore
{
    public Task<CreateOutcome> CreateAsync(
        Cluster cluster,
        ClusterEvent created,
        CancellationToken cancellationToken
    ) => wire.CallAsync("create", () => tables.Create(cluster, created));

    public Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken) =>
        wire.CallAsync("find", () => tables.Find(tables.Names.GetValueOrDefault((team, idOrName), idOrName))?.Head);

    public Task<Page<Stored<Cluster>>> ListAsync(
        string team,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync(
            "list",
            () =>
                PageOf(
                    tables.Names.Where(name => name.Key.Team == team).Select(name => tables.Clusters[name.Value].Head!),
                    head => head.Value.Name,
                    cursor,
                    size
                )
        );

    public Task<ClusterRows?> LoadAsync(string clusterId, CancellationToken cancellationToken) =>
        wire.CallAsync(
            "load",
            () =>
            {
                if (tables.Find(clusterId) is not { Head: { } head } cluster)
                {
                    return null;
                }

                wire.Loaded(head.Value);
                return new ClusterRows(head, [.. cluster.Statuses.Values]);
            }
        );

    public Task<SpecSource?> ReadGenerationAsync(
        string clusterId,
        long generation,
        CancellationToken cancellationToken
    ) => wire.CallAsync("read", () => tables.Find(clusterId)?.Generations.GetValueOrDefault(generation));

    public Task<IReadOnlyList<long>> ListGenerationsAsync(string clusterId, CancellationToken cancellationToken) =>
        wire.CallAsync<IReadOnlyList<long>>(
            "read",
            () => [.. tables.Find(clusterId)?.Generations.Keys.Order() ?? Enumerable.Empty<long>().Order()]
        );

    public Task<Stored<Cluster>?> SaveAsync(
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent? told,
        CancellationToken cancellationToken
    ) => wire.CallAsync("save", () => tables.Save(before, after, told));

    public Task TrimGenerationsAsync(
        string clusterId,
        int keep,
        IReadOnlySet<long> needed,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync(
            "trim",
            () =>
            {
                tables.Trim(clusterId, keep, needed);
                return true;
            }
        );

    public Task<bool?> SettleCreationAsync(Stored<Cluster> cluster, CancellationToken cancellationToken) =>
        wire.CallAsync("settle", () => tables.Find(cluster.Value.Id)?.Head?.Value.Named);

    public Task ForgetAsync(Stored<Cluster> cluster, ClusterEvent deleted, CancellationToken cancellationToken) =>
        wire.CallAsync(
            "forget",
            () =>
            {
                tables.Forget(cluster.Value, deleted);
                wire.Committed(new Commit(cluster.Value.Id, [], [], [deleted]));
                return true;
            }
        );

    public Task<IReadOnlyList<Stored<Slot>>> LoadSlotsAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync<IReadOnlyList<Stored<Slot>>>(
            "slots",
            () => [.. tables.Find(clusterId)?.Slots.GetValueOrDefault(group.Value)?.Values.AsEnumerable() ?? []]
        );

    public Task<Page<Stored<Slot>>> ListSlotsAsync(
        string clusterId,
        GroupPath? group,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync(
            "list",
            () =>
                PageOf(
                    tables
                        .Find(clusterId)
                        ?.Slots.Where(slots => group is not { } path || slots.Key == path.Value)
                        .SelectMany(slots => slots.Value.Values)
                        ?? [],
                    slot => $"{slot.Value.Group}!{slot.Value.Key, 12}",
                    cursor,
                    size
                )
        );

    public Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync(
            "write",
            () =>
            {
                var (tags, written) = tables.Write(clusterId, changes);
                wire.Committed(written);
                return tags;
            }
        );

    public Task<Page<StoredEvent>> ReadEventsAsync(
        string clusterId,
        EventQuery query,
        CancellationToken cancellationToken
    ) =>
        wire.CallAsync(
            "events",
            () => PageOf(tables.Find(clusterId)?.Events ?? [], told => told.Id, query.After, query.Size)
        );

    public Task PingAsync(CancellationToken cancellationToken) => wire.CallAsync("ping", () => true);

    private static Page<T> PageOf<T>(IEnumerable<T> all, Func<T, string> keyOf, string? cursor, int size)
    {
        var rest = all.Where(item => cursor is null || string.CompareOrdinal(keyOf(item), cursor) > 0)
            .Take(size + 1)
            .ToList();
        return rest.Count > size ? new Page<T>(rest[..size], keyOf(rest[size - 1])) : new Page<T>(rest, null);
    }
}
