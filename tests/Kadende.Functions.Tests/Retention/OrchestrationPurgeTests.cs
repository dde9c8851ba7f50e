using Kadende.Functions.Retention;
using Kadende.Functions.Tests.Passes;
using Kadende.Runtime.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Functions.Tests.Retention;

public sealed class OrchestrationPurgeTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RecordingDurableClient _client = new();

    [Fact]
    public async Task RunAsync_SomePassesAreLongOver_PurgesTheFinishedOnesOnly()
    {
        var options = Options.Create(new RetentionOptions { Orchestrations = TimeSpan.FromDays(3) });
        var purge = new OrchestrationPurge(new FakeTimeProvider(Now), options);

        await purge.RunAsync(new TimerInfo(), _client, TestContext.Current.CancellationToken);

        var filter = Assert.Single(_client.Purged);
        Assert.Equal(Now - TimeSpan.FromDays(3), filter.CreatedTo);
        // Without a beginning the host's own end of the call fails.
        Assert.NotNull(filter.CreatedFrom);
        Assert.Equal(
            [
                OrchestrationRuntimeStatus.Completed,
                OrchestrationRuntimeStatus.Failed,
                OrchestrationRuntimeStatus.Terminated,
            ],
            filter.Statuses
        );
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
