using System.Threading.Channels;
using Kadende.LocalHost;
using Kadende.LocalHost.Scheduling;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Api.Tests.LocalHost;

public sealed class PassSchedulerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly PassSignals _signals = new();
    private readonly Channel<Running> _started = Channel.CreateUnbounded<Running>();
    private readonly PassScheduler _scheduler;

    public PassSchedulerTests()
    {
        _scheduler = new PassScheduler(
            RunAsync,
            _signals,
            Options.Create(new LocalOptions()),
            _time,
            NullLogger<PassScheduler>.Instance
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _scheduler.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(Token);
        _scheduler.Dispose();
    }

    [Fact]
    public async Task Request_NothingRuns_StartsAtOnce()
    {
        await _signals.RequestAsync("a", Token);

        Assert.Equal("a", (await NextAsync()).Id);
    }

    [Fact]
    public async Task Pass_ThatFails_DoesNotStopTheOthersAndIsTriedAgain()
    {
        await _signals.RequestAsync("bad", Token);
        (await NextAsync()).Fail(new InvalidOperationException("Broken."));
        await _signals.RequestAsync("good", Token);
        var good = await NextAsync();
        good.End(null);

        var again = await AdvanceUntilStartedAsync();

        Assert.Equal(("good", "bad"), (good.Id, again.Id));
    }

    [Fact]
    public async Task Pass_StoreAway_IsTriedAgain()
    {
        await _signals.RequestAsync("a", Token);
        (await NextAsync()).Fail(new StoreUnavailableException("Away.", null));

        Assert.Equal("a", (await AdvanceUntilStartedAsync()).Id);
    }

    [Fact]
    public async Task Pass_ThatNamesItsNextTime_IsRunAgainThen()
    {
        await _signals.RequestAsync("a", Token);
        var next = _time.GetUtcNow() + TimeSpan.FromSeconds(2);
        (await NextAsync()).End(next);

        await AdvanceUntilStartedAsync();

        Assert.InRange(_time.GetUtcNow(), next, next + Step);
    }

    [Fact]
    public async Task Stop_PassRuns_CutsItShort()
    {
        await _signals.RequestAsync("a", Token);
        var pass = await NextAsync();

        await _scheduler.StopAsync(Token);

        Assert.True(pass.Token.IsCancellationRequested);
    }

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private async Task<DateTimeOffset?> RunAsync(PassRequest request, CancellationToken cancellationToken)
    {
        var running = new Running(request.ClusterId, cancellationToken);
        await _started.Writer.WriteAsync(running, Token);
        return await running.Outcome.WaitAsync(cancellationToken);
    }

    private async Task<Running> NextAsync() => await _started.Reader.ReadAsync(Token);

    private async Task<Running> AdvanceUntilStartedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        Running? running;
        while (!_started.Reader.TryRead(out running))
        {
            _time.Advance(Step);
            await timer.WaitForNextTickAsync(Token);
        }

        return running;
    }

    private sealed class Running(string id, CancellationToken token)
    {
        private readonly TaskCompletionSource<DateTimeOffset?> _outcome = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public string Id => id;

        public CancellationToken Token => token;

        public Task<DateTimeOffset?> Outcome => _outcome.Task;

        public void End(DateTimeOffset? next) => _outcome.SetResult(next);

        public void Fail(Exception failure) => _outcome.SetException(failure);
    }
}
