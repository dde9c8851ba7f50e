using System.Runtime.CompilerServices;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>What users read of the logs of nodes.</summary>
public sealed class NodeLogReading(ClusterFinder finder, IClusterStore clusters, INodeLogStore logs, TimeProvider time)
{
    /// <summary>How often a log that is followed is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked whether the node is still there.</summary>
    public static readonly TimeSpan NodeInterval = TimeSpan.FromSeconds(10);

    private const int PageSize = 1000;

    public async Task<ReadOutcome<Page<StoredLogLine>>> ReadAsync(
        RequestScope scope,
        string idOrName,
        string node,
        PageStart start,
        CancellationToken cancellationToken
    )
    {
        if (await finder.FindAsync(scope.Team, idOrName, cancellationToken) is not { Value: var cluster })
        {
            return new ReadOutcome<Page<StoredLogLine>>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));
        }

        var read = await ClusterReading.PlacedAsync(() =>
            logs.ReadAsync(cluster.Id, node, start.Cursor, start.Size, cancellationToken)
        );
        return
            read is ReadOutcome<Page<StoredLogLine>>.Found { Value.Items.Count: 0 }
            && !await IsKnownAsync(cluster.Id, node, cancellationToken)
            ? new ReadOutcome<Page<StoredLogLine>>.NotFound(
                $"Cluster '{cluster.Name}' has no node '{node}', and no log of one."
            )
            : read;
    }

    /// <returns>The id of the cluster whose node's log is to be followed.</returns>
    public async Task<ReadOutcome<string>> FindAsync(
        RequestScope scope,
        string idOrName,
        string node,
        string? after,
        CancellationToken cancellationToken
    ) =>
        await ReadAsync(scope, idOrName, node, new PageStart(after, 1), cancellationToken) switch
        {
            ReadOutcome<Page<StoredLogLine>>.Found => new ReadOutcome<string>.Found(
                (await finder.FindAsync(scope.Team, idOrName, cancellationToken))?.Value.Id ?? ""
            ),
            ReadOutcome<Page<StoredLogLine>>.NotFound missing => new ReadOutcome<string>.NotFound(missing.Message),
            ReadOutcome<Page<StoredLogLine>>.NoSuchPlace place => new ReadOutcome<string>.NoSuchPlace(place.Message),
            _ => throw new InvalidOperationException("A read ends in one of three ways."),
        };

    /// <summary>
    /// First what the log holds, then what comes, until the node is gone. A look that finds nothing gives an empty list, so that the
    /// caller has a moment to show that it is there.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredLogLine>> FollowAsync(
        string clusterId,
        string node,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var timer = new PeriodicTimer(Interval, time);
        var asked = time.GetTimestamp();
        while (true)
        {
            var isOver = false;
            if (time.GetElapsedTime(asked) >= NodeInterval)
            {
                // Asked before the last lines are read: what it wrote until its end is told in any case.
                isOver = !await IsKnownAsync(clusterId, node, cancellationToken);
                asked = time.GetTimestamp();
            }

            var page = await logs.ReadAsync(clusterId, node, after, PageSize, cancellationToken);
            yield return page.Items;
            after = page.Items.Count > 0 ? page.Items[^1].Id : after;
            if (isOver)
            {
                yield break;
            }

            if (page.Cursor is null)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private async Task<bool> IsKnownAsync(string clusterId, string node, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await clusters.ListSlotsAsync(clusterId, null, cursor, PageSize, cancellationToken);
            if (page.Items.Any(slot => slot.Value.Nodes.Any(one => one.Id == node)))
            {
                return true;
            }

            cursor = page.Cursor;
        } while (cursor is not null);

        return false;
    }
}
