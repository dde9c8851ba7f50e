using System.Text;
using Kadende.Plugins.Azure;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.AzureResourceManager;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureCreateTests : AzureTests
{
    private const string Machines = "virtualMachines";

    [Fact]
    public async Task Create_SlotsThatFollowEachOther_GoThroughTheZones()
    {
        var group = Bench.Group("""{ "zones": ["3", "1"] }""");

        await group.CreateAsync([.. Enumerable.Range(0, 3).Select(i => group.Request($"n-{i}") with { Spread = i })]);

        var zones = (await group.ListAsync()).OrderBy(one => one.Id, StringComparer.Ordinal);
        Assert.Equal(["3", "1", "3"], zones.Select(one => one.Details["zone"]));
    }

    [Fact]
    public async Task Create_Init_ReachesTheMachineEncodedOnce()
    {
        var group = Bench.Group();

        await group.CreateAsync(group.Request("n-1", init: "#!/bin/sh\necho grüße"));

        var data = (string?)Bench.Fake.Machines["n-1"]["properties"]?["osProfile"]?["customData"];
        Assert.Equal("#!/bin/sh\necho grüße", Encoding.UTF8.GetString(Convert.FromBase64String(data ?? "")));
    }

    [Fact]
    public async Task Create_InitBeyondTheLimit_IsRefusedBeforeAnythingIsMade()
    {
        var group = Bench.Group();

        var failure = await AzureBench.RefusedAsync(group, group.Request(init: new string('x', 65536)));

        Assert.Contains("65536", Assert.IsType<RequestRejectedException>(failure).Message, StringComparison.Ordinal);
        Assert.Empty(Bench.Fake.Requests);
    }

    [Fact]
    public async Task Create_AllProperties_AreAskedFor()
    {
        const string Identity =
            "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/node";
        var group = Bench.Group(
            $$"""
            {
              "spot": true, "maxPrice": 0.25, "diskSize": 64, "diskType": "Premium_LRS", "identity": "{{Identity}}",
              "adminUser": "ops", "image": "Canonical:ubuntu-24_04-lts:server:latest"
            }
            """
        );

        await group.CreateAsync(group.Request("n-1"));

        var body = AzureBench.Element(Bench.Fake.Machines["n-1"]);
        Assert.Equal("Spot", body.Text("properties", "priority"));
        Assert.Equal("Delete", body.Text("properties", "evictionPolicy"));
        Assert.Equal(0.25, body.At("properties", "billingProfile", "maxPrice")?.GetDouble());
        Assert.Equal(64, body.At("properties", "storageProfile", "osDisk", "diskSizeGB")?.GetInt32());
        Assert.Equal("Delete", body.Text("properties", "storageProfile", "osDisk", "deleteOption"));
        Assert.Equal(
            "Premium_LRS",
            body.Text("properties", "storageProfile", "osDisk", "managedDisk", "storageAccountType")
        );
        Assert.NotNull(body.At("identity", "userAssignedIdentities", Identity));
        Assert.Equal("ops", body.Text("properties", "osProfile", "adminUsername"));
        Assert.Equal("ubuntu-24_04-lts", body.Text("properties", "storageProfile", "imageReference", "offer"));
    }

    [Theory]
    [InlineData("-begins-and-ends-")]
    [InlineData("007")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456789-123")]
    public async Task Create_AnyToken_GivesANameThatAzureTakes(string token)
    {
        var group = Bench.Group();

        var created = await group.CreateAsync(group.Request(token));
        var again = await group.CreateAsync(group.Request(token));

        Assert.Equal(created.Id, again.Id);
        Assert.Single(Bench.Fake.Machines);
    }

    [Theory]
    [InlineData("PUT", "virtualMachines")]
    [InlineData("PUT", "networkInterfaces")]
    [InlineData("PUT", "publicIPAddresses")]
    public async Task Create_LostAnswer_MakesOneMachine(string method, string path)
    {
        var group = Bench.Group("""{ "publicIp": true }""");
        Bench.Fake.Add(new FakeFault(method, path, 1) { LosesAnswer = true });

        await group.CreateAsync(group.Request());

        Assert.Single(await group.ListAsync());
        Assert.Equal((1, 1, 1), (Bench.Fake.Machines.Count, Bench.Fake.Interfaces.Count, Bench.Fake.Addresses.Count));
    }

    [Fact]
    public async Task Create_NeverAnswered_IsUnknown()
    {
        var group = Bench.Group();
        Bench.Fake.Add(new FakeFault("PUT", Machines, 10) { LosesAnswer = true });

        Assert.IsType<ProviderUnavailableException>(await AzureBench.RefusedAsync(group));
    }

    [Theory]
    [InlineData(409, "SkuNotAvailable", "not available", typeof(NoCapacityException))]
    [InlineData(409, "AllocationFailed", "no room", typeof(NoCapacityException))]
    [InlineData(409, "ZonalAllocationFailed", "no room in the zone", typeof(NoCapacityException))]
    [InlineData(409, "OverconstrainedAllocationRequest", "too many wishes", typeof(NoCapacityException))]
    [InlineData(
        409,
        "OperationNotAllowed",
        "exceeding approved Total Regional Cores quota",
        typeof(QuotaExceededException)
    )]
    [InlineData(409, "OperationNotAllowed", "The disk is locked", typeof(RequestRejectedException))]
    [InlineData(400, "QuotaExceeded", "no more", typeof(QuotaExceededException))]
    [InlineData(403, "AuthorizationFailed", "no role", typeof(CredentialException))]
    [InlineData(403, "RequestDisallowedByPolicy", "policy", typeof(RequestRejectedException))]
    [InlineData(400, "InvalidParameter", "wrong", typeof(RequestRejectedException))]
    [InlineData(409, "AnotherOperationInProgress", "busy", typeof(ProviderUnavailableException))]
    [InlineData(500, "InternalServerError", "oops", typeof(ProviderUnavailableException))]
    public async Task Create_Refused_IsTheRightFailure(int status, string code, string message, Type expected)
    {
        var group = Bench.Group();
        Bench.Fake.Add(new FakeFault("PUT", Machines, 10) { Error = new AzureError(status, code, message) });

        var failure = await AzureBench.RefusedAsync(group);

        Assert.IsType(expected, failure);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Bench.Fake.Machines);
    }

    [Fact]
    public async Task Create_RefusedForGood_LeavesNothing()
    {
        var group = Bench.Group("""{ "publicIp": true }""");
        Bench.Fake.Add(
            new FakeFault("PUT", Machines, 1) { Error = new AzureError(409, "SkuNotAvailable", "none left") }
        );

        await AzureBench.RefusedAsync(group);

        await Bench.UntilAsync(0);
    }

    [Fact]
    public async Task Create_OperationFailsSoon_IsTheRightFailureAndLeavesNothing()
    {
        var group = Bench.Group("""{ "publicIp": true }""");
        Bench.Fake.Add(
            new FakeFault("PUT", Machines, 1) { OperationError = new AzureError(200, "AllocationFailed", "no room") }
        );

        var failure = await AzureBench.RefusedAsync(group);

        Assert.IsType<NoCapacityException>(failure);
        await Bench.UntilAsync(0);
    }

    [Fact]
    public async Task Create_OperationFailsLater_IsListedAsFailedWithItsReason()
    {
        var group = Bench.Group(createWait: TimeSpan.Zero);
        Bench.Fake.Add(
            new FakeFault("PUT", Machines, 1)
            {
                OperationError = new AzureError(200, "OSProvisioningTimedOut", "no boot"),
            }
        );

        await group.CreateAsync(group.Request());

        var seen = await group.UntilAsync(all => all is [{ State: InstanceState.Failed }]);
        Assert.Equal("OSProvisioningTimedOut: no boot", seen[0].Details["failure"]);
    }

    [Fact]
    public async Task Create_ThrottledForAMoment_IsMadeAllTheSame()
    {
        var group = Bench.Group();
        Bench.Fake.Add(
            new FakeFault("PUT", Machines, 2) { Error = new AzureError(429, "TooManyRequests", "slow"), RetryAfter = 0 }
        );

        await group.CreateAsync(group.Request());

        Assert.Single(Bench.Fake.Machines);
    }

    [Fact]
    public async Task Create_ThrottledForLong_SaysHowLong()
    {
        var group = Bench.Group();
        Bench.Fake.Add(
            new FakeFault("PUT", Machines, 1)
            {
                Error = new AzureError(429, "TooManyRequests", "slow"),
                RetryAfter = 300,
            }
        );

        var failure = Assert.IsType<ThrottledException>(await AzureBench.RefusedAsync(group));

        Assert.Equal(TimeSpan.FromSeconds(300), failure.RetryAfter);
        Assert.Single(
            Bench.Fake.Requests,
            request =>
                request.StartsWith("PUT", StringComparison.Ordinal)
                && request.Contains(Machines, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Create_WrongToken_IsACredentialFault()
    {
        var group = Bench.Group();
        Bench.Fake.Token = "another";

        Assert.IsType<CredentialException>(await AzureBench.RefusedAsync(group));
    }

    [Fact]
    public async Task Create_NobodyThere_IsUnknown()
    {
        var group = Bench.Group();
        await Bench.DisposeAsync();

        Assert.IsType<ProviderUnavailableException>(await AzureBench.RefusedAsync(group));
    }
}
