using System.Text.Json;
using Kadende.Functions.Passes;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Functions.Tests.Passes;

public sealed class PassTimerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = Launchers.Now;

    private readonly RecordingDurableClient _client = new();

    [Fact]
    public async Task RunAsync_SomeClustersAreDue_StartsOnePassForEach()
    {
        var first = new DueCluster("one", Now - TimeSpan.FromMinutes(1), "a");
        var later = new DueCluster("later", Now + TimeSpan.FromSeconds(1), "b");

        await TickAsync(first, Due("two"), later);

        Assert.Equal(["reconcile-one", "reconcile-two"], _client.Started.Select(start => start.Id).Order());
        Assert.All(_client.Started, start => Assert.Equal("Reconcile", start.Orchestration));
        var input = _client.Started.Single(start => start.Id == "reconcile-one").Input;
        Assert.Equal(new PassRequest("one", first), JsonSerializer.Deserialize<PassRequest>(input));
    }

    [Fact]
    public async Task RunAsync_TwoTicksWhileThePassRuns_StartsItOnce()
    {
        await TickAsync(Due("one"));
        await TickAsync(Due("one"));

        Assert.Single(_client.Started);
        Assert.Empty(_client.Raised);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task RunAsync_LastPassIsOver_StartsTheNext(OrchestrationRuntimeStatus status)
    {
        _client.Instances["reconcile-one"] = status;

        await TickAsync(Due("one"));

        Assert.Single(_client.Started);
    }

    [Fact]
    public async Task RunAsync_OneStartFails_StartsTheOthers()
    {
        _client.StartFailures["reconcile-bad"] = new TimeoutException("The queue does not answer.");

        await TickAsync(Due("bad"), Due("one"), Due("two"));

        Assert.Equal(["reconcile-one", "reconcile-two"], _client.Started.Select(start => start.Id).Order());
    }

    [Fact]
    public async Task RunAsync_PassStartedMeanwhile_LeavesItAlone()
    {
        _client.StartFailures["reconcile-one"] = new InvalidOperationException(
            "Start failed.",
            new OrchestrationAlreadyExistsException()
        );

        await TickAsync(Due("one"));

        Assert.Empty(_client.Started);
        Assert.Empty(_client.Raised);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static DueCluster Due(string id) => new(id, Now, "etag");

    private Task TickAsync(params DueCluster[] clusters)
    {
        var clock = new FakeTimeProvider(Now);
        var options = Options.Create(new PassLaunchOptions());
        var timer = new PassTimer(new FixedDueList(clusters), Launchers.Default, clock, options);
        return timer.RunAsync(new TimerInfo(), _client, TestContext.Current.CancellationToken);
    }
}
