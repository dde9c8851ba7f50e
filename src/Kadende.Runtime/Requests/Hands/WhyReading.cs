using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Core.Why;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Reads what is needed to say why a node, a group or a cluster is as it is.</summary>
public sealed class WhyReading(ClusterFinder finder, NodeSearch search, IClusterStore store, TimeProvider time)
{
    /// <summary>Decisions that are told at most, the last ones.</summary>
    private const int MostDecisions = 100;

    private const int PageSize = 1000;

    /// <summary>How far back the decisions for a group as a whole are told.</summary>
    private static readonly TimeSpan GroupDecisions = TimeSpan.FromDays(7);

    /// <summary>How far back a node is looked for that is gone: nobody may have the whole log read by asking for one that never was.</summary>
    private static readonly TimeSpan GoneNodes = TimeSpan.FromDays(30);

    /// <summary>Also of a node that is gone, as far as the log tells of it.</summary>
    public async Task<ReadOutcome<NodeWhy>> OfNodeAsync(
        RequestScope scope,
        string idOrName,
        string node,
        CancellationToken cancellationToken
    )
    {
        var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
        if (rows is null)
        {
            return new ReadOutcome<NodeWhy>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));
        }

        var cluster = rows.Head.Value;
        if (await search.FindAsync(cluster.Id, node, cancellationToken) is { Value: var slot })
        {
            var found = slot.Nodes.First(one => one.Id == node);
            var query = new EventQuery
            {
                Node = node,
                Since = found.CreatedAt,
                Group = slot.Group,
            };
            var told = await EventsAsync(cluster.Id, query, cancellationToken);
            return new ReadOutcome<NodeWhy>.Found(Whys.Of(slot, found, Around(rows, slot.Group), told));
        }

        var sought = new EventQuery { Node = node, Since = time.GetUtcNow() - GoneNodes };
        var left = await EventsAsync(cluster.Id, sought, cancellationToken);
        return Whys.OfGone(node, left) is { } gone
            ? new ReadOutcome<NodeWhy>.Found(gone)
            : new ReadOutcome<NodeWhy>.NotFound(
                $"Cluster '{cluster.Name}' has no node '{node}', and had none in the last {GoneNodes.TotalDays:0} days."
            );
    }

    /// <param name="group">Null: all groups.</param>
    public async Task<ReadOutcome<IReadOnlyList<GroupWhy>>> OfGroupsAsync(
        RequestScope scope,
        string idOrName,
        GroupPath? group,
        CancellationToken cancellationToken
    )
    {
        var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
        if (rows is null)
        {
            return new ReadOutcome<IReadOnlyList<GroupWhy>>.NotFound(
                ClusterFinder.NotFoundMessage(scope.Team, idOrName)
            );
        }

        var paths = SpecsOf(rows.Head.Value)
            .Select(one => one.Path)
            .Union(rows.Groups.Select(row => row.Value.Path))
            .ToList();
        if (group is { } asked && !paths.Contains(asked))
        {
            return new ReadOutcome<IReadOnlyList<GroupWhy>>.NotFound(
                ClusterReading.NoGroupMessage(rows.Head.Value, paths.Select(path => path.Value), asked.Value)
            );
        }

        var whys = new List<GroupWhy>();
        foreach (var path in group is { } one ? [one] : paths)
        {
            whys.Add(await OfGroupAsync(rows, path, cancellationToken));
        }

        return new ReadOutcome<IReadOnlyList<GroupWhy>>.Found(whys);
    }

    private async Task<GroupWhy> OfGroupAsync(ClusterRows rows, GroupPath path, CancellationToken cancellationToken)
    {
        var cluster = rows.Head.Value;
        var slots = await store.LoadSlotsAsync(cluster.Id, path, cancellationToken);
        var query = new EventQuery { Group = path, Since = time.GetUtcNow() - GroupDecisions };
        var told = await EventsAsync(cluster.Id, query, cancellationToken, one => one.Event.Node is null);
        return Whys.Of(path, [.. slots.Select(slot => slot.Value)], Around(rows, path), told);
    }

    private Surroundings Around(ClusterRows rows, GroupPath path)
    {
        var (cluster, now) = (rows.Head.Value, time.GetUtcNow());
        var spec = SpecsOf(cluster).FirstOrDefault(one => one.Path == path);
        var size = spec is null ? null : GroupSizes.At(spec, now);
        return new Surroundings(
            size is null ? null : GroupSizes.Sized(spec!, size),
            size,
            rows.Groups.FirstOrDefault(row => row.Value.Path == path)?.Value,
            cluster.HoldOf(path),
            cluster.Generation,
            now
        );
    }

    private static IReadOnlyList<GroupSpec> SpecsOf(Cluster cluster) =>
        cluster.DeletingSince is null && SpecReader.Read(cluster.Source) is SpecResult.Good { Spec: var spec }
            ? spec.Groups
            : [];

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync(
        string clusterId,
        EventQuery query,
        CancellationToken cancellationToken,
        Func<StoredEvent, bool>? only = null
    )
    {
        var last = new Queue<StoredEvent>();
        string? after = null;
        do
        {
            var page = await store.ReadEventsAsync(
                clusterId,
                query with
                {
                    After = after,
                    Size = PageSize,
                },
                cancellationToken
            );
            foreach (var one in page.Items.Where(one => only is null || only(one)))
            {
                last.Enqueue(one);
                if (last.Count > MostDecisions)
                {
                    last.Dequeue();
                }
            }

            after = page.Cursor;
        } while (after is not null);

        return [.. last];
    }
}
