using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class GoogleComputeConformance : ProviderConformance
{
    private ComputeBench? _bench;

    protected override string GoodProperties =>
        _bench!
            .Properties("""{ "zones": ["us-central1-a", "europe-west1-b"], "machineType": "e2-small" }""")
            .GetRawText();

    protected override string BadProperties => _bench!.Properties("""{ "image": "amazonlinux" }""").GetRawText();

    protected override string BadPath => "image";

    protected override int Many => 520;

    protected override IProvider Open() => _bench!.Open();

    public override async ValueTask InitializeAsync() => _bench = await ComputeBench.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _bench!.DisposeAsync();
    }
}
