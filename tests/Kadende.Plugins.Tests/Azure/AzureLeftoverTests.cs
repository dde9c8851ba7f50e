using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.AzureResourceManager;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureLeftoverTests : AzureTests
{
    private const string PublicIp = """{ "publicIp": true }""";

    [Theory]
    [InlineData("virtualMachines", 2)]
    [InlineData("networkInterfaces", 1)]
    public async Task Describe_PartsWithoutMachine_AreAMachineThatCanBeRemoved(string missing, int parts)
    {
        var group = Bench.Group(PublicIp);
        Bench.Fake.Add(
            new FakeFault("PUT", missing, 10) { Error = new AzureError(500, "InternalServerError", "oops") }
        );
        var request = group.Request("n-1");
        Assert.IsType<ProviderUnavailableException>(await AzureBench.RefusedAsync(group, request));
        await Bench.UntilAsync(parts);

        var left = await group.UntilAsync(seen => seen is [{ State: InstanceState.Failed }]);
        Assert.EndsWith("/virtualMachines/n-1", left[0].Id, StringComparison.Ordinal);
        Assert.Equal(request.Labels.Count, left[0].Labels.Count);
        await group.DestroyAsync(left[0].Id);

        await Bench.UntilAsync(0);
        Assert.Empty(await group.ListAsync());
    }

    [Fact]
    public async Task Create_AfterPartsWereLeft_TakesThem()
    {
        var group = Bench.Group(PublicIp);
        Bench.Fake.Add(
            new FakeFault("PUT", "virtualMachines", 4) { Error = new AzureError(500, "InternalServerError", "oops") }
        );
        var request = group.Request();
        await AzureBench.RefusedAsync(group, request);

        await group.CreateAsync(request);

        await Bench.UntilAsync(4);
        Assert.Equal(InstanceState.Running, Assert.Single(await group.ListAsync()).State);
    }

    [Fact]
    public async Task Destroy_Machine_TakesEverythingAlong()
    {
        var group = Bench.Group(PublicIp);
        var created = await group.CreateAsync(group.Requests(3));
        await Bench.UntilAsync(12);

        await group.DestroyAsync(created.Select(one => one.Id));

        await Bench.UntilAsync(0);
    }

    [Fact]
    public async Task Destroy_InterfaceStillInUse_IsMadeAgainLater()
    {
        var group = Bench.Group();
        Bench.Fake.Add(
            new FakeFault("PUT", "virtualMachines", 4) { Error = new AzureError(500, "InternalServerError", "oops") }
        );
        await AzureBench.RefusedAsync(group, group.Request("n-1"));
        var left = await group.UntilAsync(seen => seen is [{ State: InstanceState.Failed }]);
        Bench.Fake.Add(
            new FakeFault("DELETE", "networkInterfaces", 1)
            {
                Error = new AzureError(400, "NicReservedForAnotherVm", "180 seconds"),
            }
        );

        var results = await group.Provider.DestroyAsync(
            [new DestroyRequest(left[0].Id, group.Properties, RemovalReason.NotWanted, "test")],
            Cancel
        );

        Assert.IsType<ProviderUnavailableException>(Assert.IsType<DestroyResult.Failed>(results[0]).Failure);
        await group.DestroyAsync(left[0].Id);
        await Bench.UntilAsync(0);
    }

    [Fact]
    public async Task Destroy_LostAnswer_IsAccepted()
    {
        var group = Bench.Group();
        var created = await group.CreateAsync(group.Request());
        Bench.Fake.Add(new FakeFault("DELETE", "virtualMachines", 1) { LosesAnswer = true });

        await group.DestroyAsync(created.Id);

        await Bench.UntilAsync(0);
    }

    [Theory]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/machines")]
    [InlineData(
        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/../providers/Microsoft.Compute/virtualMachines/n-1"
    )]
    [InlineData(
        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/machines/providers/Microsoft.Compute/virtualMachines/n-1?x=/../.."
    )]
    [InlineData(
        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/machines/providers/Microsoft.Compute/disks/n-1"
    )]
    public async Task Destroy_WhatIsNoIdOfOurs_AsksNobody(string id)
    {
        await Bench.Group().DestroyAsync(id);

        Assert.Empty(Bench.Fake.Requests);
    }
}
