using Kadende.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Kadende.Runtime.Passes;

/// <summary>The three steps of a pass, each of which may be run twice. The hosts bring them to the pass through its port.</summary>
public sealed partial class PassSteps(
    IDueList dueList,
    SpecHistory history,
    GroupReconciler reconciler,
    PassAftercare aftercare,
    ILogger<PassSteps> logger
)
{
    /// <summary>Reads the cluster at the beginning of a round. The round is null when there is nothing to do.</summary>
    public async Task<(PassLoad Load, Round? Round)> OpenAsync(PassRequest request, CancellationToken cancellationToken)
    {
        var due = request.Due ?? await dueList.FindAsync(request.ClusterId, cancellationToken);
        var round = await history.ReadAsync(request.ClusterId, cancellationToken);
        if (round is null)
        {
            await dueList.RemoveAsync(request.ClusterId, cancellationToken);
            return (Nothing, null);
        }

        if (!round.Cluster.Named)
        {
            round = await SettleAsync(round, due, cancellationToken);
        }

        return round is null
            ? (Nothing, null)
            : (new PassLoad(Exists: true, round.Cluster.Generation, round.Groups(), round.IsNewToGroups, due), round);
    }

    /// <param name="round">The round that was opened, where it is at hand; else the cluster is read again.</param>
    public async Task<GroupOutcome> ReconcileGroupAsync(
        GroupWork work,
        Round? round,
        CancellationToken cancellationToken
    )
    {
        try
        {
            round ??= await history.ReadAsync(work.ClusterId, cancellationToken);
            return round is null
                ? new GroupOutcome(work.Group, 0, Again: false, DateTimeOffset.MaxValue, Gone: true, [])
                : await reconciler.ReconcileAsync(round, work.Group, cancellationToken);
        }
        catch (Exception exception)
            when (exception is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // A fault in one group must not stop the others; without the store nothing can go on anyway.
            LogFailed(exception, work.ClusterId, work.Group.Value);
            return aftercare.Failed(work, round?.Cluster.Generation ?? 0);
        }
    }

    public async Task<PassEnd> CompleteAsync(PassCompletion completion, CancellationToken cancellationToken)
    {
        if (completion.AllGone && await aftercare.ForgetAsync(completion.ClusterId, cancellationToken))
        {
            return new PassEnd(Again: false, null);
        }

        if (completion.Trim)
        {
            await aftercare.TrimAsync(completion, cancellationToken);
        }

        if (completion.Due is null)
        {
            await dueList.TouchAsync(completion.ClusterId, completion.NextLook, cancellationToken);
            return new PassEnd(Again: false, completion.NextLook);
        }

        // An entry that changed means that somebody asked for a look while the pass ran: with a new spec, say.
        var moved = await dueList.MoveAsync(completion.Due, completion.NextLook, cancellationToken);
        return new PassEnd(moved is null, completion.NextLook);
    }

    private async Task<Round?> SettleAsync(Round round, DueCluster? due, CancellationToken cancellationToken)
    {
        switch (await aftercare.SettleAsync(round, cancellationToken))
        {
            case true:
                return await history.ReadAsync(round.Cluster.Id, cancellationToken);
            case null when due is not null:
                await dueList.MoveAsync(due, due.DueAt + CreationPause, cancellationToken);
                return null;
            default:
                return null;
        }
    }

    private static readonly TimeSpan CreationPause = TimeSpan.FromSeconds(30);

    private static readonly PassLoad Nothing = new(Exists: false, 0, [], NewGeneration: false, null);

    [LoggerMessage(3001, LogLevel.Error, "The look at group {Group} of cluster {Cluster} failed")]
    private partial void LogFailed(Exception exception, string cluster, string group);
}
