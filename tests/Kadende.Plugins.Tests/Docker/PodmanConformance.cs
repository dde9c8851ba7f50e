namespace Kadende.Plugins.Tests.Docker;

[Collection(PodmanEngineFixture.Name)]
public sealed class PodmanConformance(PodmanEngineFixture engine) : ContainerConformance(engine);
