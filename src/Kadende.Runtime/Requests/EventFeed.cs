using System.Runtime.CompilerServices;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Follows the event log of a cluster until the cluster is gone.</summary>
public sealed class EventFeed(ClusterFinder finder, IClusterStore clusters, TimeProvider time)
{
    /// <summary>How often the log is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How much later than its time an event may come to light and still be told.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private const int PageSize = 1000;

    /// <returns>The id of the cluster to follow.</returns>
    public async Task<ReadOutcome<string>> FindAsync(
        RequestScope scope,
        string idOrName,
        EventQuery query,
        CancellationToken cancellationToken
    )
    {
        var cluster = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        return cluster is null
            ? new ReadOutcome<string>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName))
            : await ClusterReading.PlacedAsync(async () =>
            {
                // Where to begin is tried out before the stream is, so that a fault of it can still be answered.
                await clusters.ReadEventsAsync(cluster.Value.Id, query with { Size = 1 }, cancellationToken);
                return cluster.Value.Id;
            });
    }

    /// <summary>
    /// First what the log holds behind <see cref="EventQuery.After"/>, then what comes. A look that finds nothing, or that the store does
    /// not answer, gives an empty list, so that the caller has a moment to show that it is there.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredEvent>> FollowAsync(
        string clusterId,
        EventQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var window = new EventWindow(query);
        // Filters are applied here, not by the store, so that the end of the cluster is seen whatever is asked for.
        var look = new EventQuery
        {
            After = query.After,
            Since = query.Since,
            Size = PageSize,
        };
        using var timer = new PeriodicTimer(Interval, time);
        var began = time.GetUtcNow();
        while (true)
        {
            var page = await LookAsync(clusterId, look, cancellationToken);
            yield return window.Take(page?.Items ?? []);
            if (page is not null && page.Items.Any(stored => stored.Event.Kind == EventKind.ClusterDeleted))
            {
                yield break;
            }

            if (page?.Cursor is { } cursor)
            {
                look = look with { After = cursor };
                continue;
            }

            if (page is not null)
            {
                // Counted from when this round of pages began: what came to light behind our back since then is read next time.
                var since = began - Overlap;
                look = new EventQuery { Since = since, Size = PageSize };
                window.Forget(since - Overlap);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
            began = page is null ? began : time.GetUtcNow();
        }
    }

    private async Task<Page<StoredEvent>?> LookAsync(
        string clusterId,
        EventQuery look,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await clusters.ReadEventsAsync(clusterId, look, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The next look makes up for this one; the reader sees the stream live on.
            return null;
        }
    }
}
