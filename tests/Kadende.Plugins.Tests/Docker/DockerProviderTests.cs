using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.Docker;

[Collection(DockerEngineFixture.Name)]
public sealed class DockerProviderTests(DockerEngineFixture engine) : ContainerProviderTests(engine)
{
    [Fact]
    public async Task Create_RegistryCannotBeReached_SaysThatNothingIsKnown()
    {
        var bench = Bench("""{ "image": "127.0.0.1:9/none/here", "network": "none" }""");

        var failure = await FailureAsync<ProviderUnavailableException>(bench, bench.Request());

        Assert.Contains("127.0.0.1:9", failure.Message, StringComparison.Ordinal);
    }
}
