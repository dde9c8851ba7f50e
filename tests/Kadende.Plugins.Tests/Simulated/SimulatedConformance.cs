using Kadende.Plugins.Simulated;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Simulated;

public sealed class SimulatedConformance : ProviderConformance
{
    private static readonly IOptions<SimulatedOptions> Settings = Options.Create(
        new SimulatedOptions { PageSize = 10 }
    );
    private readonly SimulatedClouds _clouds = new(Settings, TimeProvider.System);

    protected override string GoodProperties =>
        """{ "cloud": "lab", "bootTime": "30ms", "deleteTime": "20ms", "latency": "1ms" }""";

    protected override string BadProperties => """{ "bootTime": "soon" }""";

    protected override string BadPath => "bootTime";

    protected override IProvider Open() => new SimulatedProvider(_clouds, Settings, TimeProvider.System);
}
