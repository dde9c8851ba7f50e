using Kadende.Plugins.Docker;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Docker;

public abstract class ContainerConformance(EngineFixture engine) : ProviderConformance
{
    private readonly List<DockerProvider> _opened = [];

    protected override string GoodProperties =>
        $$"""{ "image": "{{EngineFixture.Image}}", "network": "none", "pull": "never", "memory": "16m", "cpus": 0.5 }""";

    protected override string BadProperties => $$"""{ "image": "{{EngineFixture.Image}}", "volumes": ["/etc:/etc"] }""";

    protected override string BadPath => "volumes/0";

    /// <summary>An engine has no pages.</summary>
    protected override int Many => Several;

    protected override int Several => 6;

    protected override IProvider Open()
    {
        var provider = new DockerProvider(
            Options.Create(new DockerOptions { Host = engine.Engine.Host }),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _opened.ForEach(provider => provider.Dispose());
        GC.SuppressFinalize(this);
    }
}
