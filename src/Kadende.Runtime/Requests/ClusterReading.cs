using Kadende.Core.Clusters;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>What users look at.</summary>
public sealed class ClusterReading(ClusterFinder finder, IClusterStore clusters, ClusterSight sight)
{
    /// <summary>Clusters of a list whose groups are read at the same time.</summary>
    private const int Parallelism = 16;

    public async Task<ReadOutcome<ClusterView>> GetAsync(
        RequestScope scope,
        string idOrName,
        CancellationToken cancellationToken
    )
    {
        var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
        return rows is null
            ? Missing<ClusterView>(scope, idOrName)
            : new ReadOutcome<ClusterView>.Found(ViewOf(rows, withSpec: true));
    }

    public Task<ReadOutcome<Page<ClusterView>>> ListAsync(
        RequestScope scope,
        PageStart start,
        CancellationToken cancellationToken
    ) =>
        PlacedAsync(async () =>
        {
            var page = await clusters.ListAsync(scope.Team, start.Cursor, start.Size, cancellationToken);
            // A cluster that went between the two reads is left out.
            return new Page<ClusterView>(
                [.. (await ViewsOfAsync(page.Items, cancellationToken)).OfType<ClusterView>()],
                page.Cursor
            );
        });

    private async Task<ClusterView?[]> ViewsOfAsync(
        IReadOnlyList<Stored<Cluster>> heads,
        CancellationToken cancellationToken
    )
    {
        var views = new ClusterView?[heads.Count];
        await Parallel.ForAsync(
            0,
            views.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var rows = await clusters.LoadAsync(heads[index].Value.Id, token);
                views[index] = rows is null ? null : ViewOf(rows, withSpec: false);
            }
        );

        return views;
    }

    public async Task<ReadOutcome<GroupView>> GetGroupAsync(
        RequestScope scope,
        string idOrName,
        string path,
        CancellationToken cancellationToken
    )
    {
        var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
        if (rows is null)
        {
            return Missing<GroupView>(scope, idOrName);
        }

        var groups = ViewOf(rows, withSpec: false).Groups;
        var group = groups.FirstOrDefault(one => one.Path == path);
        return group is null
            ? new ReadOutcome<GroupView>.NotFound(NoGroupMessage(rows.Head.Value, groups.Select(one => one.Path), path))
            : new ReadOutcome<GroupView>.Found(group);
    }

    public async Task<ReadOutcome<Page<NodeView>>> GetNodesAsync(
        RequestScope scope,
        string idOrName,
        NodeFilter filter,
        PageStart start,
        CancellationToken cancellationToken
    )
    {
        var cluster = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        if (cluster is null)
        {
            return Missing<Page<NodeView>>(scope, idOrName);
        }

        return await PlacedAsync(() => FillAsync(cluster.Value.Id, filter, start, cancellationToken));
    }

    /// <summary>Reads on until something passes the filter, so that an empty page is the last.</summary>
    private async Task<Page<NodeView>> FillAsync(
        string clusterId,
        NodeFilter filter,
        PageStart start,
        CancellationToken cancellationToken
    )
    {
        var cursor = start.Cursor;
        while (true)
        {
            var page = await clusters.ListSlotsAsync(clusterId, filter.Group, cursor, start.Size, cancellationToken);
            IReadOnlyList<NodeView> nodes =
            [
                .. page
                    .Items.SelectMany(slot => slot.Value.Nodes.Select(node => NodeView.Of(slot.Value, node)))
                    .Where(node => filter.State is null || node.State == filter.State),
            ];
            cursor = page.Cursor;
            if (nodes.Count > 0 || cursor is null)
            {
                return new Page<NodeView>(nodes, cursor);
            }
        }
    }

    public async Task<ReadOutcome<Page<EventView>>> GetEventsAsync(
        RequestScope scope,
        string idOrName,
        EventQuery query,
        CancellationToken cancellationToken
    )
    {
        var cluster = await finder.FindAsync(scope.Team, idOrName, cancellationToken);
        if (cluster is null)
        {
            return Missing<Page<EventView>>(scope, idOrName);
        }

        return await PlacedAsync(async () =>
        {
            var page = await clusters.ReadEventsAsync(cluster.Value.Id, query, cancellationToken);
            return new Page<EventView>([.. page.Items.Select(EventView.Of)], page.Cursor);
        });
    }

    internal static string NoGroupMessage(Cluster cluster, IEnumerable<string> paths, string path) =>
        $"Cluster '{cluster.Name}' has no group '{path}'. Its groups are: {string.Join(", ", paths)}.";

    /// <summary>Only the store can tell whether a cursor is one of its own.</summary>
    internal static async Task<ReadOutcome<T>> PlacedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return new ReadOutcome<T>.Found(await read());
        }
        catch (FormatException failure)
        {
            return new ReadOutcome<T>.NoSuchPlace(failure.Message);
        }
    }

    private static ReadOutcome<T> Missing<T>(RequestScope scope, string idOrName) =>
        new ReadOutcome<T>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));

    private ClusterView ViewOf(ClusterRows rows, bool withSpec) =>
        sight.Of(rows.Head.Value, [.. rows.Groups.Select(row => row.Value)], withSpec);
}
