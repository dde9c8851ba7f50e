using Azure.Data.Tables;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

/// <summary>Stores on a real Azurite, with tables of the test's own.</summary>
public abstract class StoreTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _prefix = AzuriteFixture.NewPrefix();
    private readonly List<AzuriteStore> _opened = [];

    protected FakeTimeProvider Clock { get; } = new(StoreSamples.Start);

    private protected AzuriteStore Store { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync(4);
        await Store.Clusters.PingAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Another host on the same tables.</summary>
    private protected async Task<AzuriteStore> OpenAsync(int retries)
    {
        var store = AzuriteStore.Open(await azurite.ServerAsync(), _prefix, Clock, retries);
        _opened.Add(store);
        return store;
    }

    /// <summary>Another host whose process will crash: no retries, and its tables are known to be there.</summary>
    private protected async Task<AzuriteStore> OpenDoomedAsync()
    {
        var store = await OpenAsync(0);
        await store.Clusters.PingAsync(Token);
        return store;
    }

    protected async Task<Stored<Cluster>> CreatedAsync(string id, string name = "shop")
    {
        var outcome = await Store.Clusters.CreateAsync(StoreSamples.Cluster(id, name), StoreSamples.Event(), Token);
        return Assert.IsType<CreateOutcome.Created>(outcome).Cluster;
    }

    protected async Task<IReadOnlyList<StoredEvent>> EventsAsync(string id)
    {
        var page = await Store.Clusters.ReadEventsAsync(id, new EventQuery { Size = 1000 }, Token);
        return page.Items;
    }

    /// <summary>The row keys of a cluster's partition.</summary>
    protected async Task<IReadOnlyList<string>> RowsAsync(string id)
    {
        var rows = ClustersTable()
            .QueryAsync<TableEntity>($"PartitionKey eq '{id}'", select: ["RowKey"], cancellationToken: Token);
        return await rows.Select(row => row.RowKey).ToListAsync(Token);
    }

    protected TableClient NamesTable() => Store.Raw.GetTableClient($"{_prefix}Index");

    /// <summary>The table behind the stores.</summary>
    protected TableClient ClustersTable() => Store.Raw.GetTableClient($"{_prefix}Clusters");
}
