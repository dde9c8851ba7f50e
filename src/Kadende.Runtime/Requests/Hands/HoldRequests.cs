using Kadende.Core.Clusters;
using Kadende.Core.Hands;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Pauses and frees groups and clusters, and takes that back.</summary>
public sealed class HoldRequests(ClusterFinder finder, ClusterWriter writer, ClusterSight sight, TimeProvider time)
{
    /// <param name="group">Null: the whole cluster.</param>
    public Task<HandOutcome<ClusterView>> AskAsync(
        RequestScope scope,
        HandCall call,
        GroupPath? group,
        GroupAsk ask,
        CancellationToken cancellationToken
    ) =>
        finder.TryAsync(
            scope,
            call,
            rows => AskAsync(scope, call, group, ask, rows, cancellationToken),
            cancellationToken
        );

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<ClusterView>?> AskAsync(
        RequestScope scope,
        HandCall call,
        GroupPath? group,
        GroupAsk ask,
        ClusterRows rows,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(rows, group) is { } refusal)
        {
            return refusal;
        }

        var cluster = rows.Head.Value;
        var asking = call.By(scope, time.GetUtcNow());
        var decision = GroupHands.Decide(cluster, group, IsPausedBySpec(cluster, group), ask, asking);
        return await CarryOutAsync(scope, rows, decision, cancellationToken);
    }

    private HandOutcome<ClusterView>? Refusal(ClusterRows rows, GroupPath? group)
    {
        var cluster = rows.Head.Value;
        if (cluster.DeletingSince is not null)
        {
            return new HandOutcome<ClusterView>.Conflict(PlanRequests.BeingDeletedMessage(cluster));
        }

        var paths = View(rows, cluster).Groups.Select(one => one.Path).ToList();
        return group is { } path && !paths.Contains(path.Value, StringComparer.Ordinal)
            ? new HandOutcome<ClusterView>.NotFound(ClusterReading.NoGroupMessage(cluster, paths, path.Value))
            : null;
    }

    /// <returns>Null: a race was lost.</returns>
    private async Task<HandOutcome<ClusterView>?> CarryOutAsync(
        RequestScope scope,
        ClusterRows rows,
        HandDecision<HoldChange> decision,
        CancellationToken cancellationToken
    )
    {
        switch (decision)
        {
            case HandDecision<HoldChange>.Changed changed:
                var (after, told) = changed.Change;
                return await writer.HoldAsync(scope, rows.Head, after, told, cancellationToken) is { } stored
                    ? new HandOutcome<ClusterView>.Accepted(changed.Message, View(rows, stored))
                    : null;
            case HandDecision<HoldChange>.Same same:
                return new HandOutcome<ClusterView>.Accepted(same.Message, View(rows, rows.Head.Value));
            case HandDecision<HoldChange>.Refused refused:
                return new HandOutcome<ClusterView>.Conflict(refused.Message);
            case HandDecision<HoldChange>.Wrong wrong:
                return new HandOutcome<ClusterView>.Faulty([wrong.Fault]);
            default:
                throw new InvalidOperationException("What is asked is decided in one of four ways.");
        }
    }

    private ClusterView View(ClusterRows rows, Cluster cluster) =>
        sight.Of(cluster, [.. rows.Groups.Select(row => row.Value)], withSpec: false);

    private static bool IsPausedBySpec(Cluster cluster, GroupPath? group) =>
        SpecReader.Read(cluster.Source) is SpecResult.Good { Spec: var spec }
        && spec.Groups.Any(one => one.Paused && (group is null || one.Path == group));
}
