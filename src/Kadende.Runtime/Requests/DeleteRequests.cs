using Kadende.Core.Events;

namespace Kadende.Runtime.Requests;

/// <summary>Begins the deletion of a cluster. The passes remove its machines; the cluster goes when the last is really gone.</summary>
public sealed class DeleteRequests(ClusterFinder finder, ClusterWriter writer, ClusterSight sight)
{
    public async Task<WriteOutcome> DeleteAsync(
        RequestScope scope,
        string idOrName,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < ClusterWriter.Attempts; attempt++)
        {
            var rows = await finder.FindRowsAsync(scope.Team, idOrName, cancellationToken);
            if (rows is null)
            {
                return new WriteOutcome.NotFound(ClusterFinder.NotFoundMessage(scope.Team, idOrName));
            }

            var current = rows.Head.Value;
            if (!condition.Allows(current.Generation))
            {
                return new WriteOutcome.Stale(current.Generation);
            }

            var stored = current.DeletingSince is null
                ? await writer.BeginDeletionAsync(scope, rows.Head, Told(scope), cancellationToken)
                : current;
            if (stored is not null)
            {
                return new WriteOutcome.Deleting(
                    sight.Of(stored, [.. rows.Groups.Select(row => row.Value)], withSpec: true)
                );
            }
        }

        return new WriteOutcome.Contended();
    }

    private static ClusterEvent Told(RequestScope scope) =>
        new()
        {
            Kind = EventKind.ClusterDeleting,
            Reason = "Requested",
            Message = $"{scope.Actor} asked for the deletion of the cluster.",
            Actor = scope.Actor,
        };
}
