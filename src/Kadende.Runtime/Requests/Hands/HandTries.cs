using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Carries out what somebody asks of a cluster, anew for each race that is lost.</summary>
internal static class HandTries
{
    /// <param name="attempt">One try on the cluster as it stands now; null: a race was lost.</param>
    public static async Task<HandOutcome<ClusterView>> TryAsync(
        this ClusterFinder finder,
        RequestScope scope,
        HandCall call,
        Func<ClusterRows, Task<HandOutcome<ClusterView>?>> attempt,
        CancellationToken cancellationToken
    )
    {
        for (var tried = 0; tried < ClusterWriter.Attempts; tried++)
        {
            var rows = await finder.FindRowsAsync(scope.Team, call.Cluster, cancellationToken);
            if (rows is null)
            {
                return new HandOutcome<ClusterView>.NotFound(ClusterFinder.NotFoundMessage(scope.Team, call.Cluster));
            }

            if (!call.Condition.Allows(rows.Head.Value.Generation))
            {
                return new HandOutcome<ClusterView>.Stale(rows.Head.Value.Generation);
            }

            if (await attempt(rows) is { } outcome)
            {
                return outcome;
            }
        }

        return new HandOutcome<ClusterView>.Contended();
    }
}
