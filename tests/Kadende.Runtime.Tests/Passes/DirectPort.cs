using Kadende.Runtime.Passes;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A pass whose steps are called directly, as the one-machine host does.</summary>
internal sealed class DirectPort(PassSteps steps, TimeProvider clock, CancellationToken cancellationToken) : IPassPort
{
    private Round? _round;

    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeSpan LongestWait => TimeSpan.Zero;

    public async Task<PassLoad> LoadAsync(PassRequest request)
    {
        (var load, _round) = await steps.OpenAsync(request, cancellationToken);
        return load;
    }

    public Task<GroupOutcome> ReconcileGroupAsync(GroupWork work) =>
        steps.ReconcileGroupAsync(work, _round, cancellationToken);

    public Task<PassEnd> CompleteAsync(PassCompletion completion) => steps.CompleteAsync(completion, cancellationToken);

    public Task WaitAsync(TimeSpan delay) => Task.Delay(delay, clock, cancellationToken);
}
