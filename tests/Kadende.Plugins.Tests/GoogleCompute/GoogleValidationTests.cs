using Kadende.Plugins.Catalog;
using Kadende.Plugins.GoogleCompute;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.TestKit.GoogleCompute;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class GoogleValidationTests : IAsyncLifetime
{
    private ComputeBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await ComputeBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "key": "mwas", "instanceType": "e2-medium", "image": "ubuntu-2404-lts-amd64" }""")]
    [InlineData(
        """{ "key": "new:ssh-ed25519 AAAA new", "zones": ["us-central1-a", "us-central1-b"], "subnet": "apps" }"""
    )]
    [InlineData("""{ "image": "golden", "diskType": "pd-ssd", "network": "private" }""")]
    [InlineData("""{ "image": "projects/kadende-test/global/images/golden-v1" }""")]
    [InlineData(
        """{ "image": "https://www.googleapis.com/compute/v1/projects/kadende-test/global/images/golden-v1" }"""
    )]
    [InlineData("""{ "image": "global/images/golden-v1" }""")]
    public async Task Validate_Good_FindsNothing(string further)
    {
        var schema = await PropertySchema.ParseAsync(_bench.Provider.Description.PropertiesSchema, Cancel);

        Assert.Empty(schema.Check(_bench.Properties(further)));
        Assert.Empty(await _bench.Provider.ValidateAsync(_bench.Properties(further), Cancel));
    }

    [Fact]
    public async Task Validate_WordsOfAnotherCloud_FitTheSchemaAndAreToldAllAtOnce()
    {
        const string Sample = """{ "key": "nobody", "instanceType": "t2.micro", "image": "amazonlinux" }""";
        var schema = await PropertySchema.ParseAsync(_bench.Provider.Description.PropertiesSchema, Cancel);

        var faults = await _bench.Provider.ValidateAsync(_bench.Properties(Sample), Cancel);

        Assert.Empty(schema.Check(Json.Of(Sample)));
        Assert.Equal(
            ["image", "instanceType", "key"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{ "zone": "us-moon1-a" }""", "zone", "us-moon1-a")]
    [InlineData("""{ "zones": ["us-central1-a", "us-moon1-a"] }""", "zones/1", "us-moon1-a")]
    [InlineData("""{ "zone": "us-central1-a", "zones": ["us-central1-b"] }""", "zones", "not both")]
    [InlineData("""{ "machineType": "e2-small", "instanceType": "e2-small" }""", "instanceType", "not both")]
    [InlineData("""{ "machineType": "e9-huge" }""", "machineType", "e2-small")]
    [InlineData("""{ "diskType": "pd-none" }""", "diskType", "pd-balanced")]
    [InlineData("""{ "network": "none" }""", "network", "none")]
    [InlineData("""{ "subnet": "apps", "zone": "europe-west1-b" }""", "subnet", "europe-west1")]
    [InlineData("""{ "project": "another-project" }""", "project", "another-project")]
    [InlineData("""{ "key": "nobody" }""", "key", "ssh-ed25519")]
    [InlineData("""{ "endpoint": "http://example.com" }""", "endpoint", "https")]
    [InlineData("""{ "credentials": null }""", "endpoint", "credentials")]
    public async Task Validate_Bad_SaysWhatAndWhere(string further, string path, string word)
    {
        var faults = await _bench.Provider.ValidateAsync(_bench.Properties(further), Cancel);

        Assert.Contains(faults, fault => fault.Path == path && fault.Message.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_AccountDisabled_IsACredential()
    {
        _bench.Cloud.Account.IsDisabled = true;

        await Assert.ThrowsAsync<CredentialException>(() =>
            _bench.Provider.ValidateAsync(_bench.Group.Properties, Cancel)
        );
    }

    [Fact]
    public async Task Validate_Broken_IsUnavailable()
    {
        _bench.Cloud.Faults.FailNext("GET", "/compute", 503, GoogleError.Body(503, "backendError", "down"), 10);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            _bench.Provider.ValidateAsync(_bench.Group.Properties, Cancel)
        );
    }

    [Fact]
    public void Description_Alias_IsGcp() => Assert.Equal(["gcp"], _bench.Provider.Description.Aliases);

    [Theory]
    [InlineData("""{ "zone": "../x" }""", "zone")]
    [InlineData("""{ "image": "../../x" }""", "image")]
    [InlineData("""{ "image": "projects/../x" }""", "image")]
    [InlineData("""{ "machineType": "a/b" }""", "machineType")]
    [InlineData("""{ "project": "A" }""", "project")]
    [InlineData("""{ "key": "mwas:ssh-rsa AAAA\nroot:ssh-rsa BBBB" }""", "key")]
    public async Task Schema_Bad_NamesThePlace(string properties, string path)
    {
        var schema = await PropertySchema.ParseAsync(InstanceSchema.Text, Cancel);

        Assert.Contains(schema.Check(Json.Of(properties)), fault => fault.Path == path);
    }
}
