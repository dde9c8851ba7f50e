namespace Kadende.Plugins.Tests.Docker;

[Collection(DockerEngineFixture.Name)]
public sealed class DockerRulesTests(DockerEngineFixture engine) : ContainerRulesTests(engine);
