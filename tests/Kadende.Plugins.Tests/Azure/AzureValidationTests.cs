using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureValidationTests : AzureTests
{
    [Theory]
    [InlineData("""{ "subscriptionId": "99999999-2222-3333-4444-555555555555" }""", "subscriptionId")]
    [InlineData("""{ "resourceGroup": "nowhere" }""", "resourceGroup")]
    [InlineData("""{ "location": "atlantis" }""", "location")]
    [InlineData("""{ "size": "Standard_Nothing" }""", "size")]
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

    [Theory]
    [InlineData("Standard_M128s", 1, 0, "need 128 cores")]
    [InlineData("Standard_B2s", 51, 0, "need 102 cores")]
    [InlineData("Standard_B2s", 11, 80, "20 are left")]
    [InlineData("Standard_B2s", 101, 0, "101 more machines")]
    public async Task CheckRoom_MoreThanIsLeft_IsAFaultOfTheSize(string size, int more, int used, string expected)
    {
        Bench.Fake.Catalogue.Used = used;

        var fault = Assert.Single(await RoomAsync($$"""{ "size": "{{size}}" }""", more));

        Assert.Equal("size", fault.Path);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(10, 80)]
    public async Task CheckRoom_AsManyAsAreLeft_FindsNothing(int more, int used)
    {
        Bench.Fake.Catalogue.Used = used;

        Assert.Empty(await RoomAsync("{}", more));
        Assert.Empty(await RoomAsync("""{ "spot": true }""", more));
    }

    [Fact]
    public async Task Validate_NobodyThereAndAFault_TellsTheFault()
    {
        var properties = Json.Of(Bench.Properties("""{ "maxPrice": 1 }"""));
        using var provider = Bench.Open();
        await Bench.DisposeAsync();

        Assert.Equal("maxPrice", Assert.Single(await provider.ValidateAsync(properties, Cancel)).Path);
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

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "tenantId": "t", "clientId": "c" }""", true)]
    [InlineData("""{ "tenantId": "t", "clientId": "c", "clientSecret": 5 }""", true)]
    [InlineData("""{ "tenantId": "t", "clientId": "c", "clientSecret": "${secret:azure}" }""", false)]
    public void UsesHost_ServicePrincipal_IsTheSpecsOwn(string properties, bool usesHost)
    {
        using var provider = Bench.Open();

        Assert.Equal(usesHost, provider.UsesHost(Json.Of(properties)));
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

    private async Task<IReadOnlyList<PropertyFault>> RoomAsync(string changes, int more)
    {
        using var provider = Bench.Open();
        return await provider.CheckRoomAsync(Json.Of(Bench.Properties(changes)), more, Cancel);
    }
}
