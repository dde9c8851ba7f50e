using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.SshHosts;

/// <summary>Hosts that do not answer, for a while or for ever.</summary>
public sealed class SshHostsDeadTests : PoolBench
{
    [Fact]
    public async Task Describe_HostIsDead_ItsMachineIsUnknownAndTheOthersAsTheyWere()
    {
        var bench = Bench();
        var created = await bench.CreateAsync(bench.Requests(2));

        await Servers[ServerOf(created[0])].StopAsync();
        var listed = await bench.ListAsync();

        Assert.Equal(
            created.Select(one => one.Id).Order(StringComparer.Ordinal),
            listed.Select(one => one.Id).Order(StringComparer.Ordinal)
        );
        Assert.Equal(InstanceState.Unknown, listed.Single(one => one.Id == created[0].Id).State);
        Assert.Equal(created[0].Labels, listed.Single(one => one.Id == created[0].Id).Labels);
        Assert.Equal(InstanceState.Running, listed.Single(one => one.Id == created[1].Id).State);
    }

    [Fact]
    public async Task Describe_HostIsDeadForLong_ItsMachineFailedUntilItAnswers()
    {
        var provider = Open(TimeSpan.Zero);
        var bench = Bench(provider: provider);
        var created = await bench.CreateAsync(bench.Request());
        var server = Servers[ServerOf(created)];
        await server.StopAsync();

        Assert.Equal(InstanceState.Failed, Assert.Single(await bench.ListAsync()).State);
        await server.ResumeAsync(Cancel);
        Assert.Equal(InstanceState.Running, Assert.Single(await bench.ListAsync()).State);
    }

    [Fact]
    public async Task Create_AgainWhileItsHostIsDead_GivesTheSameMachine()
    {
        var bench = Bench();
        var request = bench.Request();
        var created = await bench.CreateAsync(request);
        await Servers[ServerOf(created)].StopAsync();

        var again = await bench.CreateAsync(request);

        Assert.Equal((created.Id, InstanceState.Unknown), (again.Id, again.State));
    }

    [Fact]
    public async Task Destroy_HostIsDead_FreesTheSlotAndIsCarriedOutWhenTheHostReturns()
    {
        var bench = Bench();
        var created = await bench.CreateAsync(bench.Request(init: "sleep 1000"));
        var dead = ServerOf(created);
        await Servers[dead].StopAsync();

        await bench.DestroyAsync(created.Id);
        Assert.Empty(await bench.ListAsync());
        var next = await bench.CreateAsync(bench.Request());
        Assert.NotEqual(dead, ServerOf(next));

        await Servers[dead].ResumeAsync(Cancel);
        Assert.True(File.Exists($"{FolderOf(dead)}/claim"));
        Assert.Equal(next.Id, Assert.Single(await bench.ListAsync()).Id);
        await UntilAsync(async () =>
        {
            await bench.ListAsync();
            return !File.Exists($"{FolderOf(dead)}/claim");
        });
        await UntilAsync(async () =>
        {
            await bench.ListAsync();
            return Enumerable.Range(0, 3).All(i => Directory.GetFiles($"{FolderOf(i)}/gone").Length == 0);
        });
    }

    [Fact]
    public async Task Destroy_OnlyHostIsDead_FailsAndIsAskedForAgain()
    {
        var bench = Bench(Pool(hosts: 1));
        var created = await bench.CreateAsync(bench.Request());
        await Servers[0].StopAsync();

        var result = Assert.Single(
            await Provider.DestroyAsync(
                [new DestroyRequest(created.Id, bench.Properties, RemovalReason.NotWanted, "test")],
                Cancel
            )
        );

        Assert.IsType<ProviderUnavailableException>(Assert.IsType<DestroyResult.Failed>(result).Failure);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.ListAsync());
    }

    [Fact]
    public async Task Label_ThenHostDies_TheOthersKnowTheNewLabels()
    {
        var bench = Bench();
        var created = await bench.CreateAsync(bench.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Configuration] = "new" };
        await Provider.LabelAsync(new LabelRequest(created.Id, bench.Properties, change), Cancel);
        await bench.ListAsync();

        await Servers[ServerOf(created)].StopAsync();

        Assert.Equal("new", Assert.Single(await bench.ListAsync()).Labels[LabelNames.Configuration]);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            Provider.LabelAsync(new LabelRequest(created.Id, bench.Properties, change), Cancel)
        );
    }
}
