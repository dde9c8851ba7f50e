using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DigitalOceanConformance : ProviderConformance
{
    private DropletBench? _bench;

    protected override string GoodProperties =>
        """{ "instanceType": "standard", "memory": 1, "sshKey": "mwas", "regions": ["nyc3", "fra1"] }""";

    protected override string BadProperties => """{ "size": "s-1vcpu-1gb", "sshKey": "nobody" }""";

    protected override string BadPath => "sshKey";

    protected override int Many => 230;

    protected override IProvider Open() => _bench!.Open();

    public override async ValueTask InitializeAsync() => _bench = await DropletBench.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _bench!.DisposeAsync();
    }
}
