namespace Kadende.Plugins.Tests.Docker;

[Collection(PodmanEngineFixture.Name)]
public sealed class PodmanRulesTests(PodmanEngineFixture engine) : ContainerRulesTests(engine);
