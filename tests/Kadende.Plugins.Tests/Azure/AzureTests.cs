namespace Kadende.Plugins.Tests.Azure;

/// <summary>Tests that have a fake Azure each.</summary>
public abstract class AzureTests : IAsyncLifetime
{
    private AzureBench? _bench;

    protected AzureBench Bench => _bench ?? throw new InvalidOperationException("The fake has not started.");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await AzureBench.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
