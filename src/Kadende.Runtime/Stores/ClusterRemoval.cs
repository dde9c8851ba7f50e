using Azure.Data.Tables;
using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Removes clusters: name row, then statuses, generations and node logs, then the head with its last event, then the due entry. As long as the head
/// is there the due entry brings the next pass here again, so a crash anywhere is made good. That it was there is noted for those who
/// read its log.
/// </summary>
internal sealed class ClusterRemoval(
    StoreTable clusters,
    ClusterHeads heads,
    ClusterNames names,
    IDueList due,
    TeamClusters teams
)
{
    private const int Tries = 10;

    public async Task ForgetAsync(Stored<Cluster> cluster, ClusterEvent deleted, CancellationToken cancellationToken)
    {
        var (id, team, name) = (cluster.Value.Id, cluster.Value.Team, cluster.Value.Name);
        // The name is read before the head: should the cluster be gone and made anew in between, the ETag read here is too old to harm it.
        var row = await names.FindAsync(team, name, cancellationToken);
        if (await FindAsync(cluster.Value, cancellationToken) is { } head)
        {
            if (row?.ClusterId == id)
            {
                await names.RemoveAsync(row, cancellationToken);
            }

            await teams.NoteGoneAsync(head.Value, cancellationToken);
            await RemoveRowsAsync(head, deleted, cancellationToken);
        }

        await due.RemoveAsync(id, cancellationToken);
    }

    private async Task RemoveRowsAsync(Stored<Cluster> head, ClusterEvent deleted, CancellationToken cancellationToken)
    {
        var current = head;
        for (var left = Tries; left > 0; left--)
        {
            if (
                await RemoveRestAsync(current.Value.Id, cancellationToken)
                && await heads.RemoveAsync(current, [], deleted, cancellationToken)
            )
            {
                return;
            }

            if (await FindAsync(head.Value, cancellationToken) is not { } found)
            {
                return;
            }

            current = found;
        }

        throw new StoreUnavailableException(
            $"Cluster '{head.Value.Name}' was changed again and again while it was removed; try again.",
            null
        );
    }

    /// <summary>Removes everything but head and events.</summary>
    /// <returns>False when a row changed meanwhile.</returns>
    private async Task<bool> RemoveRestAsync(string id, CancellationToken cancellationToken)
    {
        var trays = await clusters.QueryAsync(id, TableKeys.Trays, keysOnly: false, cancellationToken);
        var slots = trays.Select(StoredTray.Read).SelectMany(tray => tray.Slots);
        if (slots.FirstOrDefault(slot => slot.Value.Nodes.Count > 0) is { } kept)
        {
            throw new InvalidOperationException(
                $"Cluster '{id}' cannot be forgotten: slot '{kept.Value.Key}' of group '{kept.Value.Group}' still has a node."
            );
        }

        IReadOnlyList<TableEntity> rows =
        [
            .. trays,
            .. await clusters.QueryAsync(id, TableKeys.Groups, keysOnly: true, cancellationToken),
            .. await clusters.QueryAsync(id, TableKeys.Generations, keysOnly: true, cancellationToken),
            .. await clusters.QueryAsync(id, TableKeys.Heartbeats, keysOnly: true, cancellationToken),
            .. await clusters.QueryAsync(id, TableKeys.Logs, keysOnly: true, cancellationToken),
        ];
        var won = true;
        foreach (var some in rows.Chunk(TableLimits.BatchRows))
        {
            var answer = await clusters.SubmitAsync(
                [.. some.Select(row => ClusterHeads.Delete(new TableEntity(id, row.RowKey), row.ETag))],
                cancellationToken
            );
            won &= answer.Won;
        }

        return won;
    }

    /// <summary>The head of this very cluster; null when it is gone, also when another has its id since.</summary>
    private async Task<Stored<Cluster>?> FindAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var head = await heads.FindAsync(cluster.Id, cancellationToken);
        return head?.Value.CreatedAt == cluster.CreatedAt ? head : null;
    }
}
