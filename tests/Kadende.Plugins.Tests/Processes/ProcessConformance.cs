using Kadende.Plugins.Processes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessConformance : ProviderConformance
{
    private readonly TemporaryDirectory _directory = new();

    protected override string GoodProperties => """{ "ports": [8080, 9090], "environment": { "MODE": "test" } }""";

    protected override string BadProperties => """{ "environment": { "KADENDE_NODE": "mine" } }""";

    protected override string BadPath => "environment/KADENDE_NODE";

    protected override IProvider Open() =>
        new ProcessProvider(Options.Create(new ProcessOptions { Directory = _directory.Path }), TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
