using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>What a pass does to a cluster besides looking at its groups.</summary>
public sealed class PassAftercare(IClusterStore store, IOptions<PassOptions> options, TimeProvider time)
{
    /// <summary>Settles a creation that is not known to be finished: true when it is, false when it died, null when nobody knows yet.</summary>
    public Task<bool?> SettleAsync(Round round, CancellationToken cancellationToken) =>
        store.SettleCreationAsync(round.Rows.Head, cancellationToken);

    /// <summary>The outcome of a look that failed on a fault of ours: tried again after a pause.</summary>
    public GroupOutcome Failed(GroupWork work, long generation) =>
        new(work.Group, generation, Again: false, time.GetUtcNow() + FaultPause, Gone: false, null);

    /// <summary>Removes a cluster that is being deleted and has no group left.</summary>
    /// <returns>False when it is not to be removed, or not yet.</returns>
    public async Task<bool> ForgetAsync(string clusterId, CancellationToken cancellationToken)
    {
        var rows = await store.LoadAsync(clusterId, cancellationToken);
        if (rows is null)
        {
            return true;
        }

        if (rows.Head.Value.DeletingSince is null || rows.Groups.Count > 0)
        {
            return false;
        }

        var told = new ClusterEvent
        {
            Kind = EventKind.ClusterDeleted,
            Reason = "Deleted",
            Message = $"Every machine of cluster {rows.Head.Value.Name} is gone, and so is the cluster.",
        };
        await store.ForgetAsync(rows.Head, told, cancellationToken);
        return true;
    }

    /// <summary>Lets go of generations that nothing was made from any more.</summary>
    public Task TrimAsync(PassCompletion completion, CancellationToken cancellationToken) =>
        completion.Generation <= options.Value.KeepGenerations
            ? Task.CompletedTask
            : store.TrimGenerationsAsync(
                completion.ClusterId,
                options.Value.KeepGenerations,
                completion.NeededGenerations.ToHashSet(),
                cancellationToken
            );

    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(30);
}
