using Kadende.Runtime.Passes;
using Microsoft.DurableTask;

namespace Kadende.Functions.Passes;

/// <summary>What a pass asks of its host, as Durable activities, timers and events. Lives as long as one replay.</summary>
public sealed class DurablePassPort(TaskOrchestrationContext context) : IPassPort
{
    /// <summary>How long a group rests whose activity failed again and again.</summary>
    public static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>Durable's timers fire up to this much too early; a pass that looks too soon would spin until the time has come.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 3,
            firstRetryInterval: TimeSpan.FromSeconds(1) + Early,
            backoffCoefficient: 2
        )
    );

    private long _generation;
    private Task<bool>? _look;

    public DateTimeOffset Now => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    public TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(20);

    public async Task<PassLoad> LoadAsync(PassRequest request)
    {
        var load = await context.CallActivityAsync<PassLoad>(PassActivities.Load, request, Retried);
        _generation = load.Generation;
        return load;
    }

    public async Task<GroupOutcome> ReconcileGroupAsync(GroupWork work)
    {
        try
        {
            return await context.CallActivityAsync<GroupOutcome>(PassActivities.ReconcileGroup, work, Retried);
        }
        catch (TaskFailedException)
        {
            // The host has logged why. The other groups go on; this one is looked at again soon.
            return new GroupOutcome(
                work.Group,
                _generation,
                Again: false,
                NextLook: Now + RestAfterFailure,
                Gone: false,
                NeededGenerations: null
            );
        }
    }

    public Task<PassEnd> CompleteAsync(PassCompletion completion) =>
        context.CallActivityAsync<PassEnd>(PassActivities.Complete, completion, Retried);

    public async Task WaitAsync(TimeSpan delay)
    {
        // One wait for the event serves all waits of the pass: a wait that is given up would stay behind and swallow an event.
        _look ??= context.WaitForExternalEvent<bool>(ReconcileOrchestrator.LookEvent, CancellationToken.None);
        using var over = new CancellationTokenSource();
        var timer = context.CreateTimer(Now.UtcDateTime + delay + Early, over.Token);
        if (await Task.WhenAny(_look, timer) == timer)
        {
            return;
        }

        // A timer that is left running keeps a finished orchestration alive.
        over.Cancel();
        _look = null;
    }
}
