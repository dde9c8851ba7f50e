using Microsoft.DurableTask;
using Xunit;

namespace Kadende.Functions.Tests.Replay;

/// <summary>That the fake host finds what the real one would refuse.</summary>
public sealed class DurableRunTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Run_DeterministicOrchestrator_ReplaysAfterEveryAnswer()
    {
        var run = new DurableRun(Start).Activity<int, int>("Double", number => number * 2);

        var sum = run.Run(3, DoubleTwiceAsync);

        Assert.Equal(12, sum);
        Assert.Equal([("Double", "3"), ("Double", "6")], run.Runs);
        Assert.Equal(3, run.Replays);
    }

    [Fact]
    public void Run_InputChangesBetweenReplays_IsFound()
    {
        var calls = 0;
        var run = new DurableRun(Start).Activity<int, int>("Double", number => number * 2);

        var failure = Assert.Throws<NonDeterminismException>(() =>
            run.Run(0, context => context.CallActivityAsync<int>("Double", ++calls))
        );

        Assert.Contains("Call 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CallIsLeftOutInAReplay_IsFound()
    {
        var replay = 0;
        var run = new DurableRun(Start).Activity<int, int>("Double", number => number * 2);

        Assert.Throws<NonDeterminismException>(() =>
            run.Run(0, context => replay++ == 0 ? DoubleTwiceAsync(context) : Task.FromResult(0))
        );
    }

    [Fact]
    public void Run_ClockOfTheMachineIsRead_IsFound()
    {
        var run = new DurableRun(Start);

        Assert.Throws<NonDeterminismException>(() => run.Run(0, WaitByTheMachinesClockAsync));
    }

    [Fact]
    public void Run_WaitsForWorkOutsideOfDurable_IsFound()
    {
        var never = new TaskCompletionSource<int>();
        var run = new DurableRun(Start);

        Assert.Throws<NonDeterminismException>(() => run.Run(0, _ => never.Task));
    }

    [Fact]
    public void Run_TimerIsLeftBehind_IsFound()
    {
        var run = new DurableRun(Start);

        var failure = Assert.Throws<InvalidOperationException>(() => run.Run(0, LeaveATimerAsync));

        Assert.Contains("timers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ActivityFailsOnce_IsTriedAgainByItsPolicy()
    {
        var tries = 0;
        var run = new DurableRun(Start).Activity<int, int>(
            "Shaky",
            number => ++tries == 1 ? throw new InvalidOperationException("not yet") : number
        );

        var result = run.Run(7, CallWithRetriesAsync);

        Assert.Equal(7, result);
        Assert.Equal(Start + TimeSpan.FromSeconds(1), run.Now);
    }

    private static Task<int> CallWithRetriesAsync(TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>(
            "Shaky",
            context.GetInput<int>(),
            TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(2)))
        );

    private static async Task<int> DoubleTwiceAsync(TaskOrchestrationContext context)
    {
        var once = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
        return await context.CallActivityAsync<int>("Double", once);
    }

    private static async Task<int> WaitByTheMachinesClockAsync(TaskOrchestrationContext context)
    {
        var later = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5);
        await context.CreateTimer(later, CancellationToken.None);
        return 1;
    }

    private static Task<int> LeaveATimerAsync(TaskOrchestrationContext context)
    {
        _ = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), CancellationToken.None);
        return Task.FromResult(0);
    }
}
