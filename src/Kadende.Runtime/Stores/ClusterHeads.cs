using Azure;
using Azure.Data.Tables;
using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>The heads of clusters, each with the generations of its spec.</summary>
internal sealed class ClusterHeads(StoreTable clusters, EventPages pages)
{
    public async Task<Stored<Cluster>?> FindAsync(string clusterId, CancellationToken cancellationToken) =>
        TableKeys.IsName(clusterId) && await clusters.FindAsync(clusterId, TableKeys.Head, cancellationToken) is { } row
            ? Read(row)
            : null;

    public static Stored<Cluster> Read(TableEntity row) =>
        new(RowBody.Read(row, StoreJson.Default.Cluster), row.ETag.ToString());

    /// <returns>The stored head, or null when the id has one.</returns>
    public async Task<Stored<Cluster>?> InsertAsync(
        Cluster cluster,
        ClusterEvent told,
        CancellationToken cancellationToken
    )
    {
        var answer = await clusters.SubmitAsync(
            [Add(RowOf(cluster)), Add(GenerationOf(cluster)), .. PagesOf(cluster.Id, told)],
            cancellationToken
        );
        return answer.Won ? new Stored<Cluster>(cluster, answer.ETags[0]) : null;
    }

    /// <returns>The stored head, or null when it changed or is gone.</returns>
    public async Task<Stored<Cluster>?> ReplaceAsync(
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent? told,
        CancellationToken cancellationToken
    )
    {
        var replace = new TableTransactionAction(
            TableTransactionActionType.UpdateReplace,
            RowOf(after),
            new ETag(before.ETag)
        );
        var answer = await clusters.SubmitAsync(
            [
                replace,
                .. after.Generation > before.Value.Generation ? [Add(GenerationOf(after))] : Nothing,
                .. told is null ? Nothing : PagesOf(after.Id, told),
            ],
            cancellationToken
        );
        return answer.Won ? new Stored<Cluster>(after, answer.ETags[0]) : null;
    }

    /// <summary>Removes a head, and other rows with it, unless the head changed.</summary>
    /// <param name="told">Stays as the last word on the cluster; null to say nothing.</param>
    public async Task<bool> RemoveAsync(
        Stored<Cluster> head,
        IReadOnlyCollection<TableEntity> others,
        ClusterEvent? told,
        CancellationToken cancellationToken
    )
    {
        var answer = await clusters.SubmitAsync(
            [
                Delete(new TableEntity(TableKeys.Cluster(head.Value.Id), TableKeys.Head), new ETag(head.ETag)),
                .. others.Select(row => Delete(new TableEntity(head.Value.Id, row.RowKey), row.ETag)),
                .. told is null ? Nothing : PagesOf(head.Value.Id, told),
            ],
            cancellationToken
        );
        return answer.Won;
    }

    /// <summary>Removes a head that never got further, with all that was written with it, unless it changed.</summary>
    public async Task<bool> UndoAsync(Stored<Cluster> head, CancellationToken cancellationToken)
    {
        var cluster = head.Value;
        // An earlier cluster of the team with this id may have left events; those stay.
        var told = new KeyRange(EventPosition.FirstRowKeyAt(cluster.CreatedAt), TableKeys.Events.To);
        IReadOnlyCollection<TableEntity> rows =
        [
            .. await clusters.QueryAsync(cluster.Id, TableKeys.Generations, keysOnly: true, cancellationToken),
            .. await clusters.QueryAsync(cluster.Id, told, keysOnly: true, cancellationToken),
        ];
        return await RemoveAsync(head, rows, null, cancellationToken);
    }

    public static TableTransactionAction Delete(TableEntity row, ETag etag) =>
        new(TableTransactionActionType.Delete, row, etag);

    private static TableTransactionAction[] Nothing => [];

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private IEnumerable<TableTransactionAction> PagesOf(string clusterId, ClusterEvent told) =>
        pages.Pack(clusterId, [EventPages.Write(told)]).Select(Add);

    private static TableEntity RowOf(Cluster cluster) =>
        RowBody.Packed(TableKeys.Cluster(cluster.Id), TableKeys.Head, cluster, StoreJson.Default.Cluster);

    private static TableEntity GenerationOf(Cluster cluster) =>
        RowBody.Packed(
            TableKeys.Cluster(cluster.Id),
            TableKeys.Generation(cluster.Generation),
            cluster.Source,
            StoreJson.Default.SpecSource
        );
}
