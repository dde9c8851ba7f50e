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

    [Theory]
    [InlineData("{}", 5, "CPUS", 20, 12, "need 10 of the quota CPUS in us-central1, which is 20 and has 8 left")]
    [InlineData("""{ "machineType": "n2-standard-2" }""", 6, "N2_CPUS", 10, 0, "need 12 of the quota N2_CPUS")]
    [InlineData("""{ "spot": true }""", 6, "PREEMPTIBLE_CPUS", 10, 0, "quota PREEMPTIBLE_CPUS")]
    [InlineData("""{ "spot": true }""", 6, "CPUS", 10, 0, "quota CPUS")]
    [InlineData("{}", 11, "INSTANCES", 10, 0, "need 11 of the quota INSTANCES")]
    [InlineData("{}", 11, "IN_USE_ADDRESSES", 10, 0, "quota IN_USE_ADDRESSES")]
    public async Task CheckRoom_MoreThanARegionHasLeft_IsAFault(
        string further,
        int more,
        string quota,
        int limit,
        int used,
        string expected
    )
    {
        _bench.Cloud.Project.Quotas[quota] = (limit, used);

        var fault = Assert.Single(await _bench.Provider.CheckRoomAsync(_bench.Properties(further), more, Cancel));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckRoom_ZonesOfTwoRegions_ShareTheMachines()
    {
        _bench.Cloud.Project.Quotas["CPUS"] = (20, 0);
        var properties = _bench.Properties("""{ "zones": ["us-central1-a", "europe-west1-b"] }""");

        Assert.Empty(await _bench.Provider.CheckRoomAsync(properties, 20, Cancel));
        Assert.Contains(
            "11 more instances of e2-small need 22",
            Assert.Single(await _bench.Provider.CheckRoomAsync(properties, 21, Cancel)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CheckRoom_NoPublicAddress_NeedsNone()
    {
        _bench.Cloud.Project.Quotas["IN_USE_ADDRESSES"] = (0, 0);

        Assert.Empty(
            await _bench.Provider.CheckRoomAsync(_bench.Properties("""{ "externalAddress": false }"""), 5, Cancel)
        );
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "credentials": 5 }""", true)]
    [InlineData("""{ "credentials": "${secret:google}" }""", false)]
    public void UsesHost_Credentials_AreTheSpecsOwn(string properties, bool usesHost) =>
        Assert.Equal(usesHost, _bench.Provider.UsesHost(Json.Of(properties)));

    [Fact]
    public async Task AnyCall_EmptyCredentials_AreNotReplacedByTheHosts() =>
        await Assert.ThrowsAsync<CredentialException>(() =>
            _bench.Provider.ValidateAsync(_bench.Properties(("credentials", "")), Cancel)
        );
}
