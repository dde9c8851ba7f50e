using Kadende.Plugins.Docker;
using Kadende.Plugins.Tests.Conformance;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Docker;

public abstract class ContainerRulesTests(EngineFixture engine) : IDisposable
{
    private readonly DockerProvider _provider = new(
        Options.Create(new DockerOptions { Host = engine.Engine.Host, BindMounts = ["/tmp"] }),
        TimeProvider.System
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _provider.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("""{ "image": "a", "cpus": 1000 }""", "cpus")]
    [InlineData("""{ "image": "a", "memory": "900000g" }""", "memory")]
    [InlineData("""{ "image": "a", "memory": "1m" }""", "memory")]
    [InlineData("""{ "image": "a", "memory": "999999999999999g" }""", "memory")]
    [InlineData("""{ "image": "absent:1", "pull": "never" }""", "image")]
    [InlineData("""{ "image": "a", "network": "absent" }""", "network")]
    [InlineData("""{ "image": "a", "network": "host" }""", "network")]
    [InlineData("""{ "image": "a", "privileged": true }""", "privileged")]
    [InlineData("""{ "image": "a", "env": { "A B": "" } }""", "env/A B")]
    [InlineData("""{ "image": "a", "env": { "KADENDE_NODE": "" } }""", "env/KADENDE_NODE")]
    [InlineData("""{ "image": "a", "volumes": ["v:/v", "/etc:/e"] }""", "volumes/1")]
    [InlineData("""{ "image": "a", "volumes": ["/tmp/../etc:/e"] }""", "volumes/0")]
    [InlineData("""{ "image": "a", "volumes": ["v:relative"] }""", "volumes/0")]
    [InlineData("""{ "image": "a", "host": "tcp://other:2375" }""", "host")]
    public async Task Validate_Fault_NamesThePlace(string properties, string path) =>
        Assert.Equal(path, Assert.Single(await _provider.ValidateAsync(Json.Of(properties), Cancel)).Path);
}
