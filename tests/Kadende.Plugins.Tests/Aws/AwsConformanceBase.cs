using Kadende.Plugins.Aws;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

public abstract class AwsConformanceBase(MotoFixture moto) : ProviderConformance
{
    private AwsBench? _bench;

    protected abstract AwsOptions Options { get; }

    protected override string GoodProperties => _bench!.Properties;

    protected override string BadProperties => _bench!.PropertiesWith(""", "subnets": ["subnet-0000"] """);

    protected override string BadPath => "subnets/0";

    protected override IProvider Open() => AwsBench.Provider(Options);

    public override async ValueTask InitializeAsync() => _bench = await AwsBench.OpenAsync(moto);

    public override async ValueTask DisposeAsync()
    {
        if (_bench is not null)
        {
            await base.DisposeAsync();
            await _bench.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
