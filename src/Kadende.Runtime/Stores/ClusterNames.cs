using Azure.Data.Tables;
using Kadende.Core.Clusters;

namespace Kadende.Runtime.Stores;

/// <summary>Which cluster of a team has which name. A name row is the commit of a creation.</summary>
internal sealed class ClusterNames(StoreTable index)
{
    private const string IdColumn = "ClusterId";

    public async Task<NameRow?> FindAsync(string team, string name, CancellationToken cancellationToken) =>
        TableKeys.IsName(team)
        && TableKeys.IsName(name)
        && await index.FindAsync(TableKeys.Names(team), name, cancellationToken) is { } row
            ? Read(team, row)
            : null;

    /// <returns>False when the name has a row.</returns>
    public async Task<bool> TryAddAsync(Cluster cluster, CancellationToken cancellationToken) =>
        await index.InsertAsync(RowOf(cluster), cancellationToken) is not null;

    /// <summary>Makes a row of a dead cluster point to this one.</summary>
    /// <returns>False when the row changed.</returns>
    public async Task<bool> TryTakeAsync(NameRow dead, Cluster cluster, CancellationToken cancellationToken) =>
        await index.ReplaceAsync(RowOf(cluster), dead.ETag, cancellationToken) is not null;

    /// <summary>Removes a row unless it changed.</summary>
    public Task RemoveAsync(NameRow row, CancellationToken cancellationToken) =>
        index.DeleteAsync(TableKeys.Names(row.Team), row.Name, row.ETag, cancellationToken);

    /// <summary>The team's names in order, from behind a name.</summary>
    public async Task<(IReadOnlyList<NameRow> Rows, bool More)> ListAsync(
        string team,
        string? after,
        int size,
        CancellationToken cancellationToken
    )
    {
        var range = after is null ? TableKeys.All : TableKeys.All.After(after);
        var (rows, more) = await index.QueryAsync(
            TableKeys.Names(team),
            range,
            size,
            keysOnly: false,
            cancellationToken
        );
        return ([.. rows.Select(row => Read(team, row))], more);
    }

    private static TableEntity RowOf(Cluster cluster) =>
        new(TableKeys.Names(cluster.Team), TableKeys.ClusterName(cluster.Name)) { [IdColumn] = cluster.Id };

    private static NameRow Read(string team, TableEntity row) =>
        new(team, row.RowKey, row.GetString(IdColumn), row.ETag.ToString());
}
