using System.Collections.Concurrent;
using Azure.Data.Tables;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;

namespace Kadende.Runtime.Stores;

internal sealed class TableHeartbeatStore(StoreTables tables) : IHeartbeatStore
{
    private const string AtColumn = "At";
    private const string ProblemColumn = "Problem";

    /// <summary>How often a write is tried that lost its race. Each time another heartbeat was written, so that little is lost.</summary>
    private const int Tries = 5;

    private const int MostTags = 100_000;

    // What this host wrote last, so that the next write need not read first. One that is out of date loses its race, and then it reads.
    private readonly ConcurrentDictionary<(string Cluster, string Row), (DateTimeOffset At, string Tag)> _written =
        new();

    public async Task PutAsync(HeartbeatSubject subject, Heartbeat beat, CancellationToken cancellationToken)
    {
        var row = RowOf(subject, beat);
        var key = (row.PartitionKey, row.RowKey);
        (DateTimeOffset At, string Tag)? last = _written.TryGetValue(key, out var written) ? written : null;
        for (var left = Tries; left > 0 && !(last?.At > beat.At); left--)
        {
            var tag = last is null
                ? await tables.Clusters.InsertAsync(row, cancellationToken)
                : await tables.Clusters.ReplaceAsync(row, last.Value.Tag, cancellationToken);
            if (tag is not null)
            {
                Remember(key, beat.At, tag);
                return;
            }

            last = await LastAsync(row, cancellationToken);
        }
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

    private static TableEntity RowOf(HeartbeatSubject subject, Heartbeat beat)
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

        return row;
    }

    private async Task<(DateTimeOffset At, string Tag)?> LastAsync(
        TableEntity row,
        CancellationToken cancellationToken
    ) =>
        await tables.Clusters.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is { } found
            ? (found.GetDateTimeOffset(AtColumn) ?? default, found.ETag.ToString())
            : null;

    private void Remember((string, string) key, DateTimeOffset at, string tag)
    {
        if (_written.Count >= MostTags)
        {
            _written.Clear();
        }

        _written[key] = (at, tag);
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
