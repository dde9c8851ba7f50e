using Kadende.Runtime.Passes;
using Microsoft.Azure.Functions.Worker;

namespace Kadende.Functions.Passes;

/// <summary>The steps of a pass as Durable activities. Durable runs each at least once, and sometimes twice.</summary>
public sealed class PassActivities(PassSteps steps)
{
    public const string Load = "LoadPass";
    public const string ReconcileGroup = "ReconcileGroup";
    public const string Complete = "CompletePass";

    [Function(Load)]
    public async Task<PassLoad> LoadAsync([ActivityTrigger] PassRequest request, CancellationToken cancellationToken) =>
        (await steps.OpenAsync(request, cancellationToken)).Load;

    // Another instance may run it than the one that has loaded the cluster, so that each look reads it for itself.
    [Function(ReconcileGroup)]
    public Task<GroupOutcome> ReconcileGroupAsync(
        [ActivityTrigger] GroupWork work,
        CancellationToken cancellationToken
    ) => steps.ReconcileGroupAsync(work, round: null, cancellationToken);

    [Function(Complete)]
    public Task<PassEnd> CompleteAsync(
        [ActivityTrigger] PassCompletion completion,
        CancellationToken cancellationToken
    ) => steps.CompleteAsync(completion, cancellationToken);
}
