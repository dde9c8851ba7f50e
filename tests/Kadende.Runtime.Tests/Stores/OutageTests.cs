using System.Diagnostics.Metrics;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class OutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyCall_ServiceStoppedAndStartedAgain_FailsClearlyAndComesBackWithEverything()
    {
        var folder = Directory.CreateTempSubdirectory("azurite");
        await using var server = await AzuriteServer.StartAsync(folder.FullName, Token);
        await using var store = Open(server);
        await store.Clusters.CreateAsync(StoreSamples.Cluster("c1"), StoreSamples.Event(), Token);
        await store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(20), Token);

        await server.StopAsync();
        await AssertUnavailableAsync(store);
        await server.RestartAsync(Token);

        await store.Clusters.PingAsync(Token);
        Assert.NotNull(await store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
        Assert.Equal(20, (await store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token)).Count);
        Assert.Equal(
            21,
            (await store.Clusters.ReadEventsAsync("c1", new EventQuery { Size = 100 }, Token)).Items.Count
        );
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task AnyCall_ServiceStartsAfterTheStore_WorksFromThenOn()
    {
        await using var server = await AzuriteServer.StartAsync(null, Token);
        await server.StopAsync();
        await using var store = Open(server);
        await AssertUnavailableAsync(store);

        await server.RestartAsync(Token);

        await store.Clusters.PingAsync(Token);
        Assert.Null(await store.Clusters.LoadAsync("c1", Token));
    }

    [Fact]
    public async Task LoadAsync_TablesAreLost_IsAnOutageAndNotAnAnswer()
    {
        await using var server = await AzuriteServer.StartAsync(null, Token);
        await using var store = Open(server);
        await store.Clusters.CreateAsync(StoreSamples.Cluster("c1"), StoreSamples.Event(), Token);
        await server.StopAsync();
        await server.RestartAsync(Token);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Due.FindAsync("c1", Token));
    }

    [Fact]
    public async Task AnyCall_CancelledByItsCaller_IsCancelled()
    {
        await using var server = await AzuriteServer.StartAsync(null, Token);
        await using var store = Open(server);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Clusters.PingAsync(cancelled.Token));
    }

    [Fact]
    public async Task AnyCall_OneFault_IsRetriedAndCounted()
    {
        await using var server = await AzuriteServer.StartAsync(null, Token);
        await using var store = Open(server);
        await store.Clusters.PingAsync(Token);
        using var requests = new RequestCount();
        store.Faults.LoseAnswerOf(1);

        await store.Clusters.WriteAsync("counted", StoreSamples.PutSlots(1), Token);

        Assert.True(requests.Of("query") >= 2);
    }

    private static AzuriteStore Open(AzuriteServer server) =>
        AzuriteStore.Open(server, AzuriteFixture.NewPrefix(), TimeProvider.System);

    private static async Task AssertUnavailableAsync(AzuriteStore store)
    {
        var slot = StoreSamples.Slot("0");
        Func<Task>[] calls =
        [
            () => store.Clusters.PingAsync(Token),
            () => store.Clusters.LoadAsync("c1", Token),
            () => store.Clusters.FindAsync(StoreSamples.Team, "shop", Token),
            () => store.Clusters.WriteAsync("c1", [StoreSamples.Put(slot)], Token),
            () => store.Clusters.CreateAsync(StoreSamples.Cluster("c9"), StoreSamples.Event(), Token),
            () => store.Due.ReadAsync(StoreSamples.Start, Token),
            () => store.Installation.ReadIdAsync(Token),
        ];
        var failures = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(call).AsTask()));
        Assert.All(failures, failure => Assert.IsType<StoreUnavailableException>(failure));
    }

    /// <summary>Counts the product's requests by operation.</summary>
    private sealed class RequestCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _counts = new(
            StringComparer.Ordinal
        );

        public RequestCount()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Kadende", Name: "kadende.store.requests" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(
                (_, value, tags, _) => _counts.AddOrUpdate(OperationOf(tags), value, (_, before) => before + value)
            );
            _listener.Start();
        }

        public long Of(string operation) => _counts.GetValueOrDefault(operation);

        public void Dispose() => _listener.Dispose();

        private static string OperationOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            tags[0].Key == "operation" ? (string)tags[0].Value! : "";
    }
}
