using Kadende.Plugins.Docker;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Docker;

[Collection(DockerEngineFixture.Name)]
public sealed class DockerConformance(DockerEngineFixture engine) : ProviderConformance
{
    private readonly List<DockerProvider> _opened = [];

    protected override string GoodProperties =>
        $$"""{ "image": "{{DockerEngineFixture.Image}}", "network": "none", "pull": "never", "memory": "16m", "cpus": 0.5 }""";

    protected override string BadProperties =>
        $$"""{ "image": "{{DockerEngineFixture.Image}}", "volumes": ["/etc:/etc"] }""";

    protected override string BadPath => "volumes/0";

    protected override IProvider Open()
    {
        var provider = new DockerProvider(
            Options.Create(new DockerOptions { Host = engine.Daemon.Host }),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _opened.ForEach(provider => provider.Dispose());
    }
}
