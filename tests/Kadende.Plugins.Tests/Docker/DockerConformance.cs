namespace Kadende.Plugins.Tests.Docker;

[Collection(DockerEngineFixture.Name)]
public sealed class DockerConformance(DockerEngineFixture engine) : ContainerConformance(engine);
