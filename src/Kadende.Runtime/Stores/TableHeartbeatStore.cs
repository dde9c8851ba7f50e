using Azure.Data.Tables;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;

namespace Kadende.Runtime.Stores;

internal sealed class TableHeartbeatStore(StoreTables tables) : IHeartbeatStore
{
    private const string AtColumn = "At";
    private const string ProblemColumn = "Problem";

    public Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken)
    {
        var row = new TableEntity(
            TableKeys.Cluster(subject.ClusterId),
            TableKeys.Heartbeat(subject.Group, subject.NodeId)
        )
        {
            [AtColumn] = beat.At,
        };
        if (beat.Problem is { } problem)
        {
            row[ProblemColumn] = problem;
        }

        return tables.Clusters.OverwriteAsync(row, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, Heartbeat>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    )
    {
        var rows = await RowsAsync(clusterId, group, keysOnly: false, cancellationToken);
        return rows.ToDictionary(
            row => TableKeys.ReadHeartbeat(row.RowKey),
            row => new Heartbeat(row.GetDateTimeOffset(AtColumn) ?? default, row.GetString(ProblemColumn)),
            StringComparer.Ordinal
        );
    }

    public async Task RemoveAsync(
        string clusterId,
        GroupPath group,
        IReadOnlyCollection<string> nodes,
        CancellationToken cancellationToken
    )
    {
        var rows = await RowsAsync(clusterId, group, keysOnly: true, cancellationToken);
        var gone = nodes.ToHashSet(StringComparer.Ordinal);
        foreach (
            var some in rows.Where(row => gone.Contains(TableKeys.ReadHeartbeat(row.RowKey)))
                .Chunk(TableLimits.BatchRows)
        )
        {
            // A lost race is a heartbeat that came in: it is removed by a later look, if its node is really gone.
            await tables.Clusters.SubmitAsync(
                [
                    .. some.Select(row => new TableTransactionAction(
                        TableTransactionActionType.Delete,
                        new TableEntity(row.PartitionKey ?? TableKeys.Cluster(clusterId), row.RowKey),
                        row.ETag
                    )),
                ],
                cancellationToken
            );
        }
    }

    private Task<IReadOnlyList<TableEntity>> RowsAsync(
        string clusterId,
        GroupPath group,
        bool keysOnly,
        CancellationToken cancellationToken
    ) =>
        tables.Clusters.QueryAsync(
            TableKeys.Cluster(clusterId),
            TableKeys.HeartbeatsOf(group),
            keysOnly,
            cancellationToken
        );
}
