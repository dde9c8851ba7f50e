using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Simulation.Tests.Stores;

public sealed class TableStoreTests(AzuriteFixture azurite) : StoreContract, IAsyncLifetime
{
    private AzuriteStore? _store;

    protected override IClusterStore Store => Opened.Clusters;

    protected override IDueList Due => Opened.Due;

    private AzuriteStore Opened => _store ?? throw new InvalidOperationException("The store is not open yet.");

    public async ValueTask InitializeAsync()
    {
        var server = await azurite.ServerAsync();
        _store = AzuriteStore.Open(server, AzuriteFixture.NewPrefix(), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => Opened.DisposeAsync();
}
