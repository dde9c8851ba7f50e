using Kadende.Plugins.Catalog;
using Kadende.Plugins.DigitalOcean;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.TestKit.DigitalOcean;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DigitalOceanValidationTests : IAsyncLifetime
{
    private DropletBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await DropletBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("""{ "instanceType": "standard", "memory": 1, "sshKey": "mwas" }""")]
    [InlineData("""{ "instanceType": "cpu", "memory": 4 }""")]
    [InlineData("""{ "memory": 2 }""")]
    [InlineData(
        """{ "sshKeys": ["mwas", 289795, "bb:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"], "image": 7555620 }"""
    )]
    [InlineData("{}")]
    public async Task Validate_Good_FindsNothing(string properties)
    {
        var schema = await PropertySchema.ParseAsync(_bench.Provider.Description.PropertiesSchema, Cancel);

        Assert.Empty(schema.Check(Json.Of(properties)));
        Assert.Empty(await _bench.Provider.ValidateAsync(Json.Of(properties), Cancel));
    }

    [Theory]
    [InlineData("""{ "size": "s-1vcpu-1gb", "memory": 1 }""", "size", "not both")]
    [InlineData("""{ "instanceType": "standard" }""", "instanceType", "needs 'memory'")]
    [InlineData("""{ "instanceType": "standard", "memory": 3 }""", "memory", "0.5, 1, 2, 4, 8, 16")]
    [InlineData("""{ "memory": 16, "instanceType": "memory" }""", "memory", "has no droplets of the size")]
    [InlineData("""{ "region": "nyc3", "regions": ["fra1"] }""", "regions", "not both")]
    [InlineData("""{ "region": "moon1" }""", "region", "ams3, fra1, nyc3")]
    [InlineData("""{ "size": "c-2", "regions": ["nyc3", "fra1"] }""", "size", "nyc3")]
    [InlineData("""{ "regions": ["nyc3", "moon1"] }""", "regions/1", "moon1")]
    [InlineData("""{ "size": "s-99" }""", "size", "s-99")]
    [InlineData("""{ "image": "windows" }""", "image", "windows")]
    [InlineData("""{ "sshKeys": ["mwas", "other"] }""", "sshKeys/1", "mwas")]
    [InlineData("""{ "sshKey": "twice" }""", "sshKey", "fingerprint")]
    [InlineData("""{ "vpc": "00000000-dc84-11e8-981e-3cfdfeaae000" }""", "vpc", "no VPC network")]
    [InlineData("""{ "vpc": "760e09ef-dc84-11e8-981e-3cfdfeaae000", "region": "fra1" }""", "vpc", "nyc3")]
    [InlineData("""{ "endpoint": "https://example.com" }""", "endpoint", "token")]
    [InlineData("""{ "endpoint": "http://example.com", "token": "x" }""", "endpoint", "https")]
    public async Task Validate_Bad_SaysWhatAndWhere(string properties, string path, string word)
    {
        var faults = await _bench.Provider.ValidateAsync(Json.Of(properties), Cancel);

        Assert.Contains(faults, fault => fault.Path == path && fault.Message.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_ManyFaults_TellsAllAtOnce()
    {
        var properties = DropletBench.Properties(
            ("size", "s-99"),
            ("image", "windows"),
            ("sshKey", "nobody"),
            ("region", "moon1")
        );

        var faults = await _bench.Provider.ValidateAsync(properties, Cancel);

        Assert.Equal(
            ["image", "region", "size", "sshKey"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Validate_LockedAccount_IsAFault()
    {
        _bench.Cloud.Account.Status = "locked";

        Assert.Contains(
            await _bench.Provider.ValidateAsync(Json.Empty, Cancel),
            fault => fault.Message.Contains("locked", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Validate_WrongToken_IsACredential()
    {
        using var provider = _bench.Open("another");

        await Assert.ThrowsAsync<CredentialException>(() => provider.ValidateAsync(Json.Empty, Cancel));
    }

    [Fact]
    public async Task Validate_TokenWithALineBreak_SaysSoWithoutShowingIt()
    {
        using var provider = _bench.Open("secret-part\n");

        var failure = await Assert.ThrowsAsync<CredentialException>(() => provider.ValidateAsync(Json.Empty, Cancel));

        Assert.DoesNotContain("secret-part", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Broken_IsUnavailable()
    {
        _bench.Cloud.Faults.FailNext("GET", "/v2/sizes", 503, DigitalOceanError.Body("server_error", "down"), 10);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _bench.Provider.ValidateAsync(Json.Empty, Cancel));
    }

    [Theory]
    [InlineData("""{ "tags": ["kadende:env:x"] }""", "tags/0")]
    [InlineData("""{ "size": "../x" }""", "size")]
    [InlineData("""{ "instanceType": "t2.micro" }""", "instanceType")]
    [InlineData("""{ "vpc": "../account" }""", "vpc")]
    public async Task Schema_Bad_NamesThePlace(string properties, string path)
    {
        var schema = await PropertySchema.ParseAsync(DropletSchema.Text, Cancel);

        Assert.Contains(schema.Check(Json.Of(properties)), fault => fault.Path == path);
    }

    [Theory]
    [InlineData(5, 3, 2, true)]
    [InlineData(5, 3, 3, false)]
    [InlineData(0, 0, 1, false)]
    public async Task CheckRoom_LimitOfTheAccount_CountsTheDropletsThatItHas(int limit, int has, int more, bool fits)
    {
        await _bench.Group.CreateAsync(_bench.Group.Requests(has));
        _bench.Cloud.Account.DropletLimit = limit;

        var faults = await _bench.Provider.CheckRoomAsync(Json.Empty, more, Cancel);

        Assert.Equal(fits, faults.Count == 0);
        Assert.All(faults, fault => Assert.Contains($"has {has}", fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "token": 5 }""", true)]
    [InlineData("[]", true)]
    [InlineData("""{ "token": "${secret:do}" }""", false)]
    public void UsesHost_Token_IsTheSpecsOwn(string properties, bool usesHost) =>
        Assert.Equal(usesHost, _bench.Provider.UsesHost(Json.Of(properties)));

    [Fact]
    public async Task AnyCall_EmptyToken_IsNotReplacedByTheHosts() =>
        await Assert.ThrowsAsync<CredentialException>(() =>
            _bench.Provider.ValidateAsync(Json.Of("""{ "token": "" }"""), Cancel)
        );

    [Fact]
    public async Task AnyCall_EndpointOfASpecInAClosedNetwork_IsRefused()
    {
        using var provider = new DigitalOceanProvider(
            Options.Create(new DigitalOceanOptions()),
            Options.Create(new ProbeOptions { Deny = ["127.0.0.0/8"] }),
            TimeProvider.System
        );
        var properties = Json.Of($$"""{ "token": "x", "endpoint": "{{_bench.Cloud.Endpoint}}" }""");

        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            provider.ValidateAsync(properties, Cancel)
        );

        Assert.Contains("127.0.0.1, which may not be reached", refusal.Message, StringComparison.Ordinal);
    }
}
