using Kadende.Functions.Passes;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Kadende.Functions.Tests.Passes;

public sealed class DurablePassStarterTests : IAsyncDisposable
{
    private readonly RecordingDurableClient _client = new();
    private readonly DurablePassStarter _starter = new(Launchers.Default);

    [Fact]
    public async Task RequestAsync_NoPassRuns_StartsOne()
    {
        await RequestAsync("one");

        Assert.Equal("reconcile-one", Assert.Single(_client.Started).Id);
        Assert.Empty(_client.Raised);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    public async Task RequestAsync_PassRuns_TellsItToLook(OrchestrationRuntimeStatus status)
    {
        _client.Instances["reconcile-one"] = status;

        await RequestAsync("one");

        Assert.Empty(_client.Started);
        Assert.Equal([("reconcile-one", "look")], _client.Raised);
    }

    [Fact]
    public async Task RequestAsync_PassStartedMeanwhile_TellsItToLook()
    {
        _client.StartFailures["reconcile-one"] = new OrchestrationAlreadyExistsException();

        await RequestAsync("one");

        Assert.Equal([("reconcile-one", "look")], _client.Raised);
    }

    [Fact]
    public async Task RequestAsync_DurableDoesNotAnswer_LeavesItToTheTimer()
    {
        _client.StartFailures["reconcile-one"] = new TimeoutException();
        _client.Instances["reconcile-two"] = OrchestrationRuntimeStatus.Running;
        _client.RaiseFailure = new TimeoutException();

        await RequestAsync("one");
        await RequestAsync("two");

        Assert.Empty(_client.Started);
        Assert.Equal([("reconcile-two", "look")], _client.Raised);
    }

    [Fact]
    public async Task RequestAsync_TwoRequestsAtOnce_EachUsesItsOwnClient()
    {
        var other = new RecordingDurableClient();
        var bothAreIn = new Barrier(2);

        await Task.WhenAll(
            RequestTogetherAsync(_client, "one", bothAreIn),
            RequestTogetherAsync(other, "two", bothAreIn)
        );

        Assert.Equal("reconcile-one", Assert.Single(_client.Started).Id);
        Assert.Equal("reconcile-two", Assert.Single(other.Started).Id);
    }

    [Fact]
    public async Task RequestAsync_OutsideOfARequest_SaysSo()
    {
        await RequestAsync("one");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _starter.RequestAsync("one", TestContext.Current.CancellationToken)
        );
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private Task RequestAsync(string cluster) =>
        _starter.WithClientAsync(_client, () => _starter.RequestAsync(cluster, TestContext.Current.CancellationToken));

    private Task RequestTogetherAsync(RecordingDurableClient client, string cluster, Barrier bothAreIn)
    {
        var stop = TestContext.Current.CancellationToken;
        return Task.Run(
            () =>
                _starter.WithClientAsync(
                    client,
                    () =>
                    {
                        bothAreIn.SignalAndWait(stop);
                        return _starter.RequestAsync(cluster, stop);
                    }
                ),
            stop
        );
    }
}
