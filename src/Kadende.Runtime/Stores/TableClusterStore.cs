using Azure.Data.Tables;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

internal sealed class TableClusterStore : IClusterStore
{
    private const int MaxClusters = 200;

    private readonly StoreTables _tables;
    private readonly StoreTable _clusters;
    private readonly ClusterHeads _heads;
    private readonly ClusterNames _names;
    private readonly ClusterSlots _slots;
    private readonly ClusterCreation _creation;
    private readonly ClusterRemoval _removal;
    private readonly ChangeWriter _writer;
    private readonly EventLog _log;

    public TableClusterStore(StoreTables tables, IDueList due, TeamClusters teams, EventNews news, TimeProvider clock)
    {
        var pages = new EventPages(clock, news);
        _tables = tables;
        _clusters = tables.Clusters;
        _heads = new ClusterHeads(_clusters, pages);
        _names = new ClusterNames(tables.Index);
        _slots = new ClusterSlots(_clusters);
        _creation = new ClusterCreation(_heads, _names, due, teams, clock);
        _removal = new ClusterRemoval(_clusters, _heads, _names, due, teams);
        _writer = new ChangeWriter(_clusters, pages);
        _log = new EventLog(_clusters);
    }

    public Task<CreateOutcome> CreateAsync(
        Cluster cluster,
        ClusterEvent created,
        CancellationToken cancellationToken
    ) => _creation.CreateAsync(cluster, created, cancellationToken);

    public Task<bool?> SettleCreationAsync(Stored<Cluster> cluster, CancellationToken cancellationToken) =>
        _creation.SettleAsync(cluster, cancellationToken);

    public Task ForgetAsync(Stored<Cluster> cluster, ClusterEvent deleted, CancellationToken cancellationToken) =>
        _removal.ForgetAsync(cluster, deleted, cancellationToken);

    public Task<IReadOnlyList<string?>> WriteAsync(
        string clusterId,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellationToken
    ) => _writer.WriteAsync(clusterId, changes, cancellationToken);

    public Task<Page<StoredEvent>> ReadEventsAsync(
        string clusterId,
        EventQuery query,
        CancellationToken cancellationToken
    ) => _log.ReadAsync(clusterId, query, cancellationToken);

    public Task<Stored<Cluster>?> SaveAsync(
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent? told,
        CancellationToken cancellationToken
    ) => _heads.ReplaceAsync(before, after, told, cancellationToken);

    public async Task<Stored<Cluster>?> FindAsync(string team, string idOrName, CancellationToken cancellationToken)
    {
        if (
            await _names.FindAsync(team, idOrName, cancellationToken) is { } row
            && await FindNamedAsync(row, cancellationToken) is { } named
        )
        {
            return named;
        }

        return
            await _heads.FindAsync(idOrName, cancellationToken) is { } head
            && head.Value.Team == team
            && (head.Value.Named || await _creation.IsOwnerAsync(head.Value, cancellationToken))
            ? head
            : null;
    }

    public async Task<Page<Stored<Cluster>>> ListAsync(
        string team,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxClusters);
        if (cursor is not null && !TableKeys.IsName(cursor))
        {
            throw Cursors.Refuse(cursor);
        }

        if (!TableKeys.IsName(team))
        {
            return new Page<Stored<Cluster>>([], null);
        }

        var (rows, more) = await _names.ListAsync(team, cursor, size, cancellationToken);
        var found = new Stored<Cluster>?[rows.Count];
        await Parallel.ForEachAsync(
            rows.Index(),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = _tables.Options.Parallelism,
                CancellationToken = cancellationToken,
            },
            async (row, token) => found[row.Index] = await FindNamedAsync(row.Item, token)
        );
        return new Page<Stored<Cluster>>([.. found.OfType<Stored<Cluster>>()], more ? rows[^1].Name : null);
    }

    public async Task<ClusterRows?> LoadAsync(string clusterId, CancellationToken cancellationToken)
    {
        if (!TableKeys.IsName(clusterId))
        {
            return null;
        }

        var rows = await _clusters.QueryAsync(clusterId, TableKeys.HeadAndGroups, keysOnly: false, cancellationToken);
        return rows is [{ RowKey: TableKeys.Head } head, ..]
            ? new ClusterRows(ClusterHeads.Read(head), [.. rows.Skip(1).Select(ReadGroup)])
            : null;
    }

    public async Task<SpecSource?> ReadGenerationAsync(
        string clusterId,
        long generation,
        CancellationToken cancellationToken
    ) =>
        TableKeys.IsName(clusterId)
        && await _clusters.FindAsync(clusterId, TableKeys.Generation(generation), cancellationToken) is { } row
            ? RowBody.Read(row, StoreJson.Default.SpecSource)
            : null;

    public async Task<IReadOnlyList<long>> ListGenerationsAsync(string clusterId, CancellationToken cancellationToken)
    {
        var rows = await _clusters.QueryAsync(
            TableKeys.Cluster(clusterId),
            TableKeys.Generations,
            keysOnly: true,
            cancellationToken
        );
        return [.. rows.Select(row => TableKeys.ReadGeneration(row.RowKey))];
    }

    public async Task TrimGenerationsAsync(
        string clusterId,
        int keep,
        IReadOnlySet<long> needed,
        CancellationToken cancellationToken
    )
    {
        var rows = await _clusters.QueryAsync(
            TableKeys.Cluster(clusterId),
            TableKeys.Generations,
            keysOnly: true,
            cancellationToken
        );
        var old = rows.SkipLast(keep).Where(row => !needed.Contains(TableKeys.ReadGeneration(row.RowKey)));
        foreach (var some in old.Chunk(TableLimits.BatchRows))
        {
            // A transaction that loses met another that trims; what it left is trimmed after the next change.
            await _clusters.SubmitAsync(
                [.. some.Select(row => ClusterHeads.Delete(new TableEntity(clusterId, row.RowKey), row.ETag))],
                cancellationToken
            );
        }
    }

    public Task<IReadOnlyList<Stored<Slot>>> LoadSlotsAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    ) => _slots.LoadAsync(clusterId, group, cancellationToken);

    public Task<Page<Stored<Slot>>> ListSlotsAsync(
        string clusterId,
        GroupPath? group,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    ) => _slots.ListAsync(clusterId, group, cursor, size, cancellationToken);

    public async Task PingAsync(CancellationToken cancellationToken) =>
        await _tables.Index.FindAsync(TableKeys.Meta, TableKeys.Installation, cancellationToken);

    /// <summary>The cluster that a name points to; null when it is dead: gone, or made anew under another name.</summary>
    private async Task<Stored<Cluster>?> FindNamedAsync(NameRow row, CancellationToken cancellationToken)
    {
        var head = await _heads.FindAsync(row.ClusterId, cancellationToken);
        return head?.Value.Team == row.Team && head.Value.Name == row.Name ? head : null;
    }

    private static Stored<GroupStatus> ReadGroup(TableEntity row) =>
        new(RowBody.Read(row, StoreJson.Default.GroupStatus), row.ETag.ToString());
}
