using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureConformance : ProviderConformance
{
    private AzureBench? _bench;

    protected override string GoodProperties => Bench.Properties("""{ "publicIp": true, "zones": ["1", "2", "3"] }""");

    protected override string BadProperties => Bench.Properties("""{ "size": "Standard_Nothing" }""");

    protected override string BadPath => "size";

    private AzureBench Bench => _bench ?? throw new InvalidOperationException("The fake has not started.");

    protected override IProvider Open() => Bench.Open();

    public override async ValueTask InitializeAsync() => _bench = await AzureBench.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Bench.DisposeAsync();
    }
}
