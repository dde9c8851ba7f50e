using Kadende.Runtime.Passes;

namespace Kadende.LocalHost.Scheduling;

/// <summary>One pass on one machine: each call goes straight to the code that does it.</summary>
internal sealed class LocalPassPort(
    PassSteps steps,
    LongLooks looks,
    SemaphoreSlim groups,
    TimeProvider time,
    CancellationToken cancellationToken
) : IPassPort
{
    // What the round read serves all its groups; the next round reads afresh.
    private Round? _round;

    public DateTimeOffset Now => time.GetUtcNow();

    // The scheduler wakes for each cluster to the moment; a pass need not wait inside itself.
    public TimeSpan LongestWait => TimeSpan.Zero;

    public async Task<PassLoad> LoadAsync(PassRequest request)
    {
        (var load, _round) = await steps.OpenAsync(request, cancellationToken);
        return load;
    }

    public async Task<GroupOutcome> ReconcileGroupAsync(GroupWork work)
    {
        await groups.WaitAsync(cancellationToken);
        try
        {
            var round = _round;
            return await looks.RunAsync(work, round, () => steps.ReconcileGroupAsync(work, round, cancellationToken));
        }
        finally
        {
            groups.Release();
        }
    }

    public Task<PassEnd> CompleteAsync(PassCompletion completion) => steps.CompleteAsync(completion, cancellationToken);

    public Task WaitAsync(TimeSpan delay) => Task.Delay(delay, time, cancellationToken);
}
