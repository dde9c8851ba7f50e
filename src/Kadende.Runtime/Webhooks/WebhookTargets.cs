using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>Finds the clusters that a webhook is to be told of: those of its team, and those that are gone but not told to their end.</summary>
internal sealed class WebhookTargets(TeamClusters teams, WebhookRows rows)
{
    /// <param name="only">Just these, as far as they are the team's; null: all, the gone ones too.</param>
    public async Task<WebhookAim> FindAsync(
        Webhook webhook,
        WebhookState state,
        IReadOnlySet<string>? only,
        CancellationToken cancellationToken
    )
    {
        var live = await teams.ListAsync(webhook.Team, cancellationToken);
        if (only is not null)
        {
            live = [.. live.Where(cluster => only.Contains(cluster.Id))];
        }

        var cursors = await rows.ListCursorsAsync(webhook.Id, cancellationToken);
        var told = cursors.ToDictionary(cursor => cursor.Value.ClusterId, StringComparer.Ordinal);
        var known = live.Select(cluster => cluster.Id).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<GoneCluster> gone = only is null
            ? await teams.ListGoneAsync(
                webhook.Team,
                (state.GoneThrough ?? webhook.Since) - LogProgress.Lateness,
                cancellationToken
            )
            : [];
        // Those that have been gone for longer are known by how far they were told.
        var leftover = cursors
            .Select(cursor => new TeamCluster(cursor.Value.ClusterId, cursor.Value.ClusterName))
            .Where(cluster => only is null || only.Contains(cluster.Id));
        var past = gone.Select(one => one.Cluster)
            .Concat(leftover)
            .Where(cluster => !known.Contains(cluster.Id))
            .DistinctBy(cluster => cluster.Id, StringComparer.Ordinal)
            .Where(cluster => !IsOver(told, cluster));
        if (only is null)
        {
            await SweepAsync(
                cursors,
                known.Concat(gone.Select(one => one.Cluster.Id)).ToHashSet(StringComparer.Ordinal),
                cancellationToken
            );
        }

        return new WebhookAim(
            [
                .. live.Select(cluster => Target(cluster, isLive: true))
                    .Concat(past.Select(cluster => Target(cluster, isLive: false)))
                    .Where(target => webhook.Covers(target.Cluster.Id, target.Cluster.Name)),
            ],
            gone.Count > 0 ? gone[^1].At : null
        );

        WebhookTarget Target(TeamCluster cluster, bool isLive) =>
            new(cluster, isLive, told.GetValueOrDefault(cluster.Id));
    }

    private static bool IsOver(Dictionary<string, Stored<WebhookCursor>> told, TeamCluster cluster) =>
        told.GetValueOrDefault(cluster.Id)?.Value.EndedAt is not null;

    /// <summary>Forgets how far clusters were told that nothing names any more.</summary>
    private async Task SweepAsync(
        IReadOnlyList<Stored<WebhookCursor>> cursors,
        HashSet<string> named,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var cursor in cursors.Where(one => one.Value.EndedAt is not null && !named.Contains(one.Value.ClusterId))
        )
        {
            await rows.RemoveCursorAsync(cursor, cancellationToken);
        }
    }
}
