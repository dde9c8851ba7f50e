using Kadende.Runtime.Passes;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>A pass whose steps are called directly, as the one-machine host does.</summary>
/// <param name="longestWait">What a pass may wait within itself, as in Azure; zero as on one machine.</param>
internal sealed class SimulatedPort(PassSteps steps, TimeProvider time, TimeSpan longestWait) : IPassPort
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private Round? _round;

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeSpan LongestWait => longestWait;

    public async Task<PassLoad> LoadAsync(PassRequest request)
    {
        (var load, _round) = await steps.OpenAsync(request, CancellationToken.None);
        return load;
    }

    public Task<GroupOutcome> ReconcileGroupAsync(GroupWork work) =>
        steps.ReconcileGroupAsync(work, _round, CancellationToken.None);

    public Task<PassEnd> CompleteAsync(PassCompletion completion) =>
        steps.CompleteAsync(completion, CancellationToken.None);

    // Less than a millisecond would be no wait at all, and time would stand still.
    public Task WaitAsync(TimeSpan delay) =>
        Task.Delay(delay > Shortest ? delay : Shortest, time, CancellationToken.None);
}
