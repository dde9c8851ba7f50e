using Kadende.TestKit.Docker;

namespace Kadende.Plugins.Tests.Docker;

[CollectionDefinition(Name)]
public sealed class PodmanEngineFixture : EngineFixture, ICollectionFixture<PodmanEngineFixture>
{
    public const string Name = "Podman";

    protected override async Task<IContainerEngine> StartAsync() => await PodmanService.StartAsync();
}
