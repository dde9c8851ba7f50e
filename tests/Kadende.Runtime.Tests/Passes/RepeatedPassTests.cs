using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Steps of a pass run at least once, sometimes twice, sometimes twice at the same time.</summary>
public sealed class RepeatedPassTests(AzuriteFixture azurite)
{
    private static readonly GroupPath Web = GroupPath.Parse("web");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("file")]
    [InlineData("simulated")]
    [InlineData("lagging")]
    public async Task ReconcileGroup_RunTwiceWithWhatWasReadOnce_LeavesOneTrace(string provider)
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), provider);
        var id = await world.CreateAsync(Group(5));
        var (_, round) = await world.Host.Steps.OpenAsync(new PassRequest(id, null), Token);
        var work = new GroupWork(id, Web);

        await world.Host.Steps.ReconcileGroupAsync(work, round, Token);
        await world.Host.Steps.ReconcileGroupAsync(work, round, Token);
        await world.SettleAsync(world.Host, id, "After a step that ran twice");

        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, "After a step that ran twice");
        Assert.Equal(5, world.Machines.Made.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("simulated")]
    [InlineData("lagging")]
    public async Task ReconcileGroup_TwiceAtTheSameTime_LeavesOneTrace(string provider)
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), provider);
        await using var other = world.Open();
        var id = await world.CreateAsync(Group(20));
        var work = new GroupWork(id, Web);

        await Task.WhenAll(
            world.Host.Steps.ReconcileGroupAsync(work, null, Token),
            other.Steps.ReconcileGroupAsync(work, null, Token)
        );
        await world.SettleAsync(world.Host, id, "After two looks at once");

        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, "After two looks at once");
        Assert.Equal(20, world.Machines.Made.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("simulated")]
    [InlineData("lagging")]
    public async Task Passes_OfTwoHostsAtTheSameTime_SameResultAsOfOne(string provider)
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), provider);
        await using var other = world.Open();
        var id = await world.CreateAsync(Group(10));

        await BothAsync(world, other, id);
        await world.WantAsync(id, Group(4));
        await BothAsync(world, other, id);
        await world.WantAsync(id, Group(6, "init: changed"));
        await BothAsync(world, other, id);

        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, "After passes of two hosts");
        await world.WantAsync(id, null);
        await BothAsync(world, other, id);
        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, "After deletion by two hosts");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Pass_StoreStopsInTheMiddle_GoesOnOnceItIsBack(int request)
    {
        var folder = Directory.CreateTempSubdirectory("azurite");
        await using var server = await AzuriteServer.StartAsync(folder.FullName, Token);
        await using var world = new PassWorld(server, "simulated");
        var id = await world.CreateAsync(Group(5));
        world.Host.Faults.Interleave(request, server.StopAsync);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => world.Host.PassAsync(id, Token));
        await server.RestartAsync(Token);
        await world.SettleAsync(world.Host, id, "After an outage");

        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, "After an outage");
        Assert.Equal(5, world.Machines.Made.Distinct(StringComparer.Ordinal).Count());
        folder.Delete(recursive: true);
    }

    private static Task BothAsync(PassWorld world, PassHost other, string id) =>
        Task.WhenAll(
            world.SettleAsync(world.Host, id, "Of two at once, the one"),
            world.SettleAsync(other, id, "Of two at once, the other")
        );

    private static string Group(int size, string more = "paused: false") =>
        $"  web:\n    size: {size}\n    resourcePlugin: {{ name: PROVIDER }}\n    {more}\n";
}
