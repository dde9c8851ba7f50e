using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.Docker;

[Collection(PodmanEngineFixture.Name)]
public sealed class PodmanProviderTests(PodmanEngineFixture engine) : ContainerProviderTests(engine)
{
    /// <summary>Why a pull failed it says in words alone, the same way for an image that does not exist.</summary>
    [Fact]
    public async Task Create_RegistryCannotBeReached_IsRejectedInItsWords()
    {
        var bench = Bench("""{ "image": "127.0.0.1:9/none/here", "network": "none" }""");

        var failure = await FailureAsync<RequestRejectedException>(bench, bench.Request());

        Assert.Contains("127.0.0.1:9", failure.Message, StringComparison.Ordinal);
    }
}
