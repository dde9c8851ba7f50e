using Kadende.Runtime.Passes;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Kadende.Functions.Tests.Passes;

/// <summary>Passes that Durable has lost: they stay as they are for ever, and their id cannot be started again.</summary>
public sealed class PassLauncherTests : IAsyncDisposable
{
    private const string First = "reconcile-one";
    private const string Spare = "reconcile-one.spare";

    private readonly RecordingDurableClient _client = new();

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    public async Task LaunchAsync_PassMadeNoStepForTooLong_IsEndedAndAnotherStarts(OrchestrationRuntimeStatus status)
    {
        Put(First, status, TimeSpan.FromMinutes(31));

        var running = await LaunchAsync();

        Assert.Null(running);
        Assert.Equal([First], _client.Ended);
        Assert.Equal([Spare], _client.Started.Select(start => start.Id));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, 29)]
    // Somebody did that by hand, and means it.
    [InlineData(OrchestrationRuntimeStatus.Suspended, 1000)]
    public async Task LaunchAsync_PassIsNotStuck_IsLeftAlone(OrchestrationRuntimeStatus status, int minutes)
    {
        Put(First, status, TimeSpan.FromMinutes(minutes));

        var running = await LaunchAsync();

        Assert.Equal(First, running);
        Assert.Empty(_client.Ended);
        Assert.Empty(_client.Started);
    }

    [Fact]
    public async Task HurryAsync_AnotherRunsInPlaceOfTheStuckPass_TellsThatOneToLook()
    {
        Put(First, OrchestrationRuntimeStatus.Pending, TimeSpan.FromHours(2));
        Put(Spare, OrchestrationRuntimeStatus.Running, TimeSpan.FromSeconds(10));

        await Launchers.Default.HurryAsync(_client, new PassRequest("one", null), Cancellation);

        Assert.Equal([(Spare, "look")], _client.Raised);
        Assert.Empty(_client.Ended);
        Assert.Empty(_client.Started);
    }

    [Fact]
    public async Task LaunchAsync_StuckPassHasEnded_GoesOnUnderTheFirstId()
    {
        Put(First, OrchestrationRuntimeStatus.Terminated, TimeSpan.FromHours(2));
        Put(Spare, OrchestrationRuntimeStatus.Completed, TimeSpan.FromMinutes(1));

        await LaunchAsync();

        Assert.Equal([First], _client.Started.Select(start => start.Id));
    }

    [Fact]
    public async Task LaunchAsync_BothAreStuck_EndsBoth()
    {
        Put(First, OrchestrationRuntimeStatus.Pending, TimeSpan.FromHours(2));
        Put(Spare, OrchestrationRuntimeStatus.Pending, TimeSpan.FromHours(1));

        await LaunchAsync();

        Assert.Equal([First, Spare], _client.Ended);
        Assert.Empty(_client.Started);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<string?> LaunchAsync() =>
        Launchers.Default.LaunchAsync(_client, new PassRequest("one", null), Cancellation);

    private void Put(string id, OrchestrationRuntimeStatus status, TimeSpan sinceLastStep)
    {
        _client.Instances[id] = status;
        _client.LastSteps[id] = Launchers.Now - sinceLastStep;
    }
}
