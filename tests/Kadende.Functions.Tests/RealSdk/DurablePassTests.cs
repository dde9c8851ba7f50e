using Kadende.Functions.Passes;
using Kadende.Runtime.Passes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using static Kadende.Functions.Tests.Passes.ScriptedPass;

namespace Kadende.Functions.Tests.RealSdk;

/// <summary>The real launcher and orchestrator on the real Durable, over activities that answer as told.</summary>
public sealed class DurablePassTests : IAsyncLifetime
{
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);

    private readonly PassLauncher _launcher = new(
        TimeProvider.System,
        Options.Create(new PassLaunchOptions()),
        NullLogger<PassLauncher>.Instance
    );

    private Func<GroupWork, Task<GroupOutcome>> _look = work => Task.FromResult(In(work, Far));
    private DurableHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DurableTaskClient Client =>
        _host?.Client ?? throw new InvalidOperationException("The host has not been started.");

    public async ValueTask InitializeAsync() =>
        _host = await DurableHost.StartAsync(
            request => Task.FromResult(new PassLoad(true, 7, [Web], NewGeneration: true, request.Due)),
            work => _look(work),
            completion => Task.FromResult(new PassEnd(Again: false, completion.NextLook)),
            Cancellation
        );

    [Fact]
    public async Task Pass_OverAndStartedAgain_RunsAgainUnderItsId()
    {
        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        var first = await EndAsync("one");
        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        var second = await EndAsync("one");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, first.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, second.RuntimeStatus);
        Assert.True(second.CreatedAt > first.CreatedAt);
    }

    [Fact]
    public async Task Launch_OfAPassThatRuns_StartsNoOther()
    {
        var looked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _look = async work =>
        {
            looked.TrySetResult();
            await go.Task;
            return In(work, Far);
        };
        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        await looked.Task.WaitAsync(Cancellation);

        var running = await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        go.SetResult();

        Assert.Equal("reconcile-one", running);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Hurry_WhileThePassWaits_LooksBeforeTheWaitIsOver()
    {
        var waitsUntil = new TaskCompletionSource<DateTimeOffset>();
        var again = new TaskCompletionSource<DateTimeOffset>();
        _look = work =>
        {
            var outcome = In(work, waitsUntil.Task.IsCompleted ? Far : TimeSpan.FromSeconds(19));
            _ = waitsUntil.TrySetResult(outcome.NextLook) || again.TrySetResult(TimeProvider.System.GetUtcNow());
            return Task.FromResult(outcome);
        };
        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        var late = await waitsUntil.Task.WaitAsync(Cancellation);

        await _launcher.HurryAsync(Client, Request("one"), Cancellation);

        Assert.True(await again.Task.WaitAsync(Cancellation) < late);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Look_FailsOnce_IsTriedAgain()
    {
        var tries = 0;
        _look = work =>
            Interlocked.Increment(ref tries) == 1
                ? throw new InvalidOperationException("The store does not answer.")
                : Task.FromResult(In(work, Far));

        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync("one")).RuntimeStatus);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Launch_PassMadeNoStepForTooLong_IsEndedAndAnotherRuns()
    {
        var first = new TaskCompletionSource();
        _look = async work =>
        {
            await (first.TrySetResult() ? new TaskCompletionSource().Task : Task.CompletedTask);
            return In(work, Far);
        };
        await _launcher.LaunchAsync(Client, Request("one"), Cancellation);
        await first.Task.WaitAsync(Cancellation);
        var later = new PassLauncher(
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1)),
            Options.Create(new PassLaunchOptions()),
            NullLogger<PassLauncher>.Instance
        );

        await later.LaunchAsync(Client, Request("one"), Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndAsync("one")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync("one.spare")).RuntimeStatus);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private static PassRequest Request(string cluster) => new(cluster, Due: null);

    private static GroupOutcome In(GroupWork work, TimeSpan wait) =>
        new(work.Group, 7, Again: false, TimeProvider.System.GetUtcNow() + wait, Gone: false, NeededGenerations: [7]);

    private Task<OrchestrationMetadata> EndAsync(string cluster) =>
        Client.WaitForInstanceCompletionAsync($"reconcile-{cluster}", getInputsAndOutputs: true, Cancellation);
}
