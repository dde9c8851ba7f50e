using Kadende.Core.Clusters;
using Kadende.Core.Hands;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Lifts the breaker of a group, or every open one of a cluster.</summary>
public sealed class BreakerRequests(
    ClusterFinder finder,
    IClusterStore store,
    PassCall passes,
    ClusterSight sight,
    TimeProvider time
)
{
    /// <param name="group">Null: all groups whose breaker is open.</param>
    public Task<HandOutcome<ClusterView>> LiftAsync(
        RequestScope scope,
        HandCall call,
        GroupPath? group,
        CancellationToken cancellationToken
    ) =>
        finder.TryAsync(scope, call, rows => LiftAsync(scope, call, group, rows, cancellationToken), cancellationToken);

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<ClusterView>?> LiftAsync(
        RequestScope scope,
        HandCall call,
        GroupPath? group,
        ClusterRows rows,
        CancellationToken cancellationToken
    )
    {
        var cluster = rows.Head.Value;
        var meant = rows
            .Groups.Where(row => group is { } path ? row.Value.Path == path : row.Value.Breaker is { IsOpen: true })
            .ToList();
        if (meant.Count == 0)
        {
            return Nothing(rows, group);
        }

        var asking = call.By(scope, time.GetUtcNow());
        var decisions = meant.Select(row => (row, Decision: Breakers.Lift(row.Value, asking))).ToList();
        if (decisions[0].Decision is HandDecision<GroupChange>.Refused refused)
        {
            return new HandOutcome<ClusterView>.Conflict(refused.Message);
        }

        if (decisions[0].Decision is HandDecision<GroupChange>.Same same)
        {
            return new HandOutcome<ClusterView>.Accepted(same.Message, View(cluster, rows.Groups));
        }

        var changed = decisions.Select(one => (one.row, (HandDecision<GroupChange>.Changed)one.Decision)).ToList();
        var puts = changed.Select(one => new RowChange.PutGroup(one.Item2.Change.After, one.row.ETag)
        {
            Events = [one.Item2.Change.Told],
        });
        var tags = await store.WriteAsync(cluster.Id, [.. puts], cancellationToken);
        if (tags.Any(tag => tag is null))
        {
            return null;
        }

        await passes.MakeAsync(cluster.Id);
        var after = await store.LoadAsync(cluster.Id, cancellationToken) ?? rows;
        return new HandOutcome<ClusterView>.Accepted(
            string.Join(' ', changed.Select(one => one.Item2.Message)),
            View(cluster, after.Groups)
        );
    }

    private HandOutcome<ClusterView> Nothing(ClusterRows rows, GroupPath? group)
    {
        var paths = View(rows.Head.Value, rows.Groups).Groups.Select(one => one.Path).ToList();
        return group is { } path && !paths.Contains(path.Value, StringComparer.Ordinal)
            ? new HandOutcome<ClusterView>.NotFound(ClusterReading.NoGroupMessage(rows.Head.Value, paths, path.Value))
            : new HandOutcome<ClusterView>.Conflict("No breaker is open; there is nothing to lift.");
    }

    private ClusterView View(Cluster cluster, IReadOnlyList<Stored<GroupStatus>> groups) =>
        sight.Of(cluster, [.. groups.Select(row => row.Value)], withSpec: false);
}
