using Azure.Data.Tables;
using Kadende.Core.Clusters;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Which clusters a team has, without reading any of them, and which it had: the log of a cluster outlives it, and somebody must be able to
/// find it.
/// </summary>
internal sealed class TeamClusters(StoreTables tables, TimeProvider clock)
{
    private const string NameColumn = "Name";
    private const string IdColumn = "ClusterId";

    private readonly ClusterNames _names = new(tables.Index);
    private readonly GoneClusters _gone = new(tables.Index, clock);

    public async Task<IReadOnlyList<TeamCluster>> ListAsync(string team, CancellationToken cancellationToken)
    {
        var (rows, _) = await _names.ListAsync(team, null, int.MaxValue, cancellationToken);
        return [.. rows.Select(row => new TeamCluster(row.ClusterId, row.Name))];
    }

    /// <summary>The clusters that were removed at or after a time, the oldest first. One may be named twice.</summary>
    public async Task<IReadOnlyList<GoneCluster>> ListGoneAsync(
        string team,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var rows = await tables.Index.QueryAsync(
            TableKeys.GoneClusters(team),
            TableKeys.GoneSince(since),
            keysOnly: false,
            cancellationToken
        );
        return [.. rows.Select(Read)];
    }

    /// <summary>Notes that a cluster is about to be gone. A removal that is repeated notes it again.</summary>
    public async Task NoteGoneAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.GoneClusters(cluster.Team), TableKeys.Gone(clock.GetUtcNow(), cluster.Id))
        {
            [IdColumn] = cluster.Id,
            [NameColumn] = cluster.Name,
        };
        await tables.Index.InsertAsync(row, cancellationToken);
        await _gone.NoteAsync(cluster.Id, cluster.Team, row.RowKey, cancellationToken);
    }

    /// <summary>Whether the events of a cluster are still kept that had this id in another team: whoever has the id reads them.</summary>
    public Task<bool> WasOfOthersAsync(Cluster cluster, CancellationToken cancellationToken) =>
        _gone.WasOfOthersAsync(cluster.Id, cluster.Team, cancellationToken);

    private static GoneCluster Read(TableEntity row) =>
        new(new TeamCluster(row.GetString(IdColumn), row.GetString(NameColumn)), TableKeys.ReadGoneAt(row.RowKey));
}
