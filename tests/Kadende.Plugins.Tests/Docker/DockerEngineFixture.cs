using Kadende.TestKit.Docker;

namespace Kadende.Plugins.Tests.Docker;

[CollectionDefinition(Name)]
public sealed class DockerEngineFixture : EngineFixture, ICollectionFixture<DockerEngineFixture>
{
    public const string Name = "Docker";

    protected override async Task<IContainerEngine> StartAsync() =>
        DockerDaemon.Missing() is { } why ? throw new EngineMissingException(why) : await DockerDaemon.StartAsync();
}
