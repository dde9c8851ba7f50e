using System.Runtime.CompilerServices;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>A store from which the product reads something else than the users wrote: what it reads, it does.</summary>
/// <param name="read">What a process reads of a spec's text.</param>
/// <param name="change">What becomes of rows on their way to the store.</param>
internal sealed class SpecMutant(IClusterStore real, Func<string, string> read, Func<RowChange, RowChange> change)
    : IClusterStore
{
    /// <summary>What a process reads of a group's slots.</summary>
    public Func<Stored<Slot>, Stored<Slot>> Slots { get; init; } = slot => slot;

    private static readonly ConditionalWeakTable<SpecSource, Dictionary<string, SpecSource>> Mutated = [];

    public Task<CreateOutcome> CreateAsync(
        Cluster cluster,
        ClusterEvent created,
        CancellationToken cancellationToken
    ) => real.CreateAsync(cluster, created, cancellationToken);

    public Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken) =>
        real.FindAsync(team, idOrName, cancellationToken);

    public Task<Page<Stored<Cluster>>> ListAsync(
        string team,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) => real.ListAsync(team, cursor, size, cancellationToken);

    public async Task<ClusterRows?> LoadAsync(string clusterId, CancellationToken cancellationToken)
    {
        var rows = await real.LoadAsync(clusterId, cancellationToken);
        return rows is null
            ? null
            : rows with
            {
                Head = rows.Head with { Value = rows.Head.Value with { Source = Mutate(rows.Head.Value.Source) } },
            };
    }

    public async Task<SpecSource?> ReadGenerationAsync(
        string clusterId,
        long generation,
        CancellationToken cancellationToken
    ) => await real.ReadGenerationAsync(clusterId, generation, cancellationToken) is { } source ? Mutate(source) : null;

    public Task<IReadOnlyList<long>> ListGenerationsAsync(string clusterId, CancellationToken cancellationToken) =>
        real.ListGenerationsAsync(clusterId, cancellationToken);

    public Task<Stored<Cluster>?> SaveAsync(
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent? told,
        CancellationToken cancellationToken
    ) => real.SaveAsync(before, after, told, cancellationToken);

    public Task TrimGenerationsAsync(
        string clusterId,
        int keep,
        IReadOnlySet<long> needed,
        CancellationToken cancellationToken
    ) => real.TrimGenerationsAsync(clusterId, keep, needed, cancellationToken);

    public Task<bool?> SettleCreationAsync(Stored<Cluster> cluster, CancellationToken cancellationToken) =>
        real.SettleCreationAsync(cluster, cancellationToken);

    public Task ForgetAsync(Stored<Cluster> cluster, ClusterEvent deleted, CancellationToken cancellationToken) =>
        real.ForgetAsync(cluster, deleted, cancellationToken);

    public async Task<IReadOnlyList<Stored<Slot>>> LoadSlotsAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    ) => [.. (await real.LoadSlotsAsync(clusterId, group, cancellationToken)).Select(Slots)];

    public Task<Page<Stored<Slot>>> ListSlotsAsync(
        string clusterId,
        GroupPath? group,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) => real.ListSlotsAsync(clusterId, group, cursor, size, cancellationToken);

    public Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    ) => real.WriteAsync(clusterId, [.. changes.Select(change)], cancellationToken);

    public Task<Page<StoredEvent>> ReadEventsAsync(
        string clusterId,
        EventQuery query,
        CancellationToken cancellationToken
    ) => real.ReadEventsAsync(clusterId, query, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => real.PingAsync(cancellationToken);

    private SpecSource Mutate(SpecSource source)
    {
        var known = Mutated.GetOrCreateValue(source);
        var text = read(source.Text);
        lock (known)
        {
            if (!known.TryGetValue(text, out var mutated))
            {
                mutated = source with { Text = text };
                known.Add(text, mutated);
            }

            return mutated;
        }
    }
}
