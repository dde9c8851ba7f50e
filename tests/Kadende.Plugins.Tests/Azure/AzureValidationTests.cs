using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureValidationTests : AzureTests
{
    [Theory]
    [InlineData("""{ "subscriptionId": "99999999-2222-3333-4444-555555555555" }""", "subscriptionId")]
    [InlineData("""{ "resourceGroup": "nowhere" }""", "resourceGroup")]
    [InlineData("""{ "location": "atlantis" }""", "location")]
    [InlineData("""{ "size": "Standard_Nothing" }""", "size")]
    [InlineData("""{ "size": "Standard_M128s" }""", "size")]
    [InlineData("""{ "zones": ["1", "9"] }""", "zones/1")]
    [InlineData("""{ "image": "Debian:debian-1:1:latest" }""", "image")]
    [InlineData("""{ "image": "debian:9.9" }""", "image")]
    [InlineData("""{ "image": "Debian:debian-12:12-gen2:9.9.9" }""", "image")]
    [InlineData("""{ "subnet": "other" }""", "subnet")]
    [InlineData("""{ "virtualNetwork": null }""", "subnet")]
    [InlineData("""{ "sshPublicKey": "-----BEGIN PRIVATE KEY-----" }""", "sshPublicKey")]
    [InlineData("""{ "maxPrice": 1 }""", "maxPrice")]
    [InlineData("""{ "endpoint": "http://example.com" }""", "endpoint")]
    [InlineData("""{ "endpoint": "https://example.com/?x=1" }""", "endpoint")]
    [InlineData("""{ "endpoint": "https://collector.example.com" }""", "endpoint")]
    [InlineData("""{ "authority": "https://collector.example.com" }""", "authority")]
    [InlineData("""{ "authority": "http://127.0.0.1" }""", "authority")]
    [InlineData("""{ "clientSecret": "s", "tenantId": "t" }""", "clientId")]
    [InlineData("""{ "clientSecret": "s", "tenantId": "../t", "clientId": "c" }""", "tenantId")]
    public async Task Validate_OneFault_StandsAtItsProperty(string changes, string path)
    {
        var fault = Assert.Single(await Bench.ValidateAsync(changes));

        Assert.Equal(path, fault.Path);
        Assert.NotEmpty(fault.Message);
    }

    [Theory]
    [InlineData("""{ "image": "ubuntu" }""")]
    [InlineData("""{ "image": "Debian:debian-12:12-gen2:1.0.0" }""")]
    [InlineData(
        """{ "image": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/machines/providers/Microsoft.Compute/images/golden" }"""
    )]
    [InlineData("""{ "zones": ["2"], "spot": true, "maxPrice": 0.1, "publicIp": true }""")]
    public async Task Validate_Good_FindsNothing(string changes) => Assert.Empty(await Bench.ValidateAsync(changes));

    [Fact]
    public async Task Validate_ManyFaults_TellsAllAtOnce()
    {
        var faults = await Bench.ValidateAsync(
            """{ "size": "Standard_Nothing", "image": "a:b:c:latest", "subnet": "other", "maxPrice": 1 }"""
        );

        Assert.Equal(
            ["image", "maxPrice", "size", "subnet"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Validate_RestrictedSize_NamesTheReason()
    {
        Bench.Fake.Catalogue.Restrictions["Standard_B2s"] = [];

        var fault = Assert.Single(await Bench.ValidateAsync("{}"));

        Assert.Equal("size", fault.Path);
        Assert.Contains("NotAvailableForSubscription", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_RestrictedZone_NamesTheOthers()
    {
        Bench.Fake.Catalogue.Restrictions["Standard_B2s"] = ["2"];

        var fault = Assert.Single(await Bench.ValidateAsync("""{ "zones": ["1", "2"] }"""));

        Assert.Equal("zones/1", fault.Path);
        Assert.Contains("use 1, 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WrongToken_IsACredentialFault()
    {
        Bench.Fake.Token = "another";

        await Assert.ThrowsAsync<CredentialException>(() => Bench.ValidateAsync("{}"));
    }

    [Fact]
    public async Task Validate_NobodyThere_IsUnknown()
    {
        var properties = Json.Of(Bench.Properties());
        var provider = Bench.Open();
        await Bench.DisposeAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => provider.ValidateAsync(properties, Cancel));
    }

    [Fact]
    public void ScopeOf_SecretsUnresolved_HoldsNone()
    {
        var scope = Bench
            .Open()
            .ScopeOf(
                Json.Of(Bench.Properties("""{ "clientSecret": "${secret:azure}", "resourceGroup": "Machines" }"""))
            );

        Assert.DoesNotContain("secret", scope, StringComparison.Ordinal);
        Assert.Equal(Bench.Open().ScopeOf(Json.Of(Bench.Properties())), scope);
    }
}
