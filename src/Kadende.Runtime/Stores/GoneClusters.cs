using Azure.Data.Tables;

namespace Kadende.Runtime.Stores;

/// <summary>Clusters that are gone but for their events: nothing else names their partitions any more.</summary>
internal sealed class GoneClusters(StoreTable index, TimeProvider clock)
{
    private const string AtColumn = "GoneAt";
    private const string TeamColumn = "Team";
    private const string TeamRowColumn = "TeamRow";

    /// <summary>Before the last that names the cluster goes, and again when its removal is repeated.</summary>
    /// <param name="teamRow">Where the cluster's team has it on its own list of those that are gone.</param>
    public Task NoteAsync(string clusterId, string team, string teamRow, CancellationToken cancellationToken) =>
        index.OverwriteAsync(
            new TableEntity(TableKeys.GoneIndex, TableKeys.Cluster(clusterId))
            {
                [AtColumn] = clock.GetUtcNow(),
                [TeamColumn] = team,
                [TeamRowColumn] = teamRow,
            },
            cancellationToken
        );

    /// <summary>Whether a cluster of another team had this id, and its events are kept.</summary>
    public async Task<bool> WasOfOthersAsync(string clusterId, string team, CancellationToken cancellationToken) =>
        TableKeys.IsName(clusterId)
        && await index.FindAsync(TableKeys.GoneIndex, clusterId, cancellationToken) is { } row
        && row.GetString(TeamColumn) != team;

    /// <summary>Those that went before a time.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rows = await index.QueryAsync(TableKeys.GoneIndex, TableKeys.All, keysOnly: false, cancellationToken);
        return [.. rows.Where(row => row.GetDateTimeOffset(AtColumn) < before).Select(row => row.RowKey)];
    }

    /// <summary>Unless it was noted anew meanwhile.</summary>
    public async Task ForgetAsync(string clusterId, CancellationToken cancellationToken)
    {
        if (await index.FindAsync(TableKeys.GoneIndex, TableKeys.Cluster(clusterId), cancellationToken) is { } row)
        {
            var ofTeam = TableKeys.GoneClusters(row.GetString(TeamColumn));
            if (await index.FindAsync(ofTeam, row.GetString(TeamRowColumn), cancellationToken) is { } listed)
            {
                await index.DeleteAsync(ofTeam, listed.RowKey, listed.ETag.ToString(), cancellationToken);
            }

            await index.DeleteAsync(TableKeys.GoneIndex, clusterId, row.ETag.ToString(), cancellationToken);
        }
    }
}
