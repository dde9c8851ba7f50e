using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Heartbeats, through whole passes of hosts that come and go.</summary>
public sealed class HeartbeatPassTests(AzuriteFixture azurite)
{
    private const string Groups = """
          web:
            size: 1
            resourcePlugin: { name: PROVIDER }
            health: { interval: 1s, grace: 1s, unhealthyAfter: 1, checks: [{ type: heartbeat, within: 60s }] }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_AllHostsWereAway_NoMachineIsIllBecauseOfIt()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var (id, node) = await OpenAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await using var host = world.Open();

        await host.PassAsync(id, Token);

        Assert.Equal(HealthStatus.Healthy, (await NodeAsync(world, id)).Health.Status);
        await PassesAsync(world, host, id, 14);
        Assert.Contains(
            (await world.SeeAsync(id)).Events,
            one => one.Kind == EventKind.NodeUnhealthy && one.Node == node.Id
        );
    }

    [Fact]
    public async Task Pass_MachineBeatsAgainAfterTheHostsCameBack_StaysWell()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var (id, node) = await OpenAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await using var host = world.Open();

        await host.PassAsync(id, Token);
        await BeatAsync(world, id, node);
        await PassesAsync(world, host, id, 10);

        Assert.Equal(node.Id, (await NodeAsync(world, id)).Id);
        Assert.DoesNotContain((await world.SeeAsync(id)).Events, one => one.Kind == EventKind.NodeUnhealthy);
    }

    /// <summary>A cluster whose one machine is well and beats.</summary>
    private static async Task<(string Id, Node Node)> OpenAsync(PassWorld world)
    {
        var id = await world.CreateAsync(Groups);
        await world.PassesAsync(id, 2);
        await BeatAsync(world, id, await NodeAsync(world, id));
        await world.PassesAsync(id, 2);
        var node = await NodeAsync(world, id);
        Assert.Equal(HealthStatus.Healthy, node.Health.Status);
        return (id, node);
    }

    private static async Task<Node> NodeAsync(PassWorld world, string id) =>
        Assert.Single(Assert.Single((await world.SeeAsync(id)).Slots).Nodes);

    private static Task BeatAsync(PassWorld world, string id, Node node) =>
        world.Host.Heartbeats.PutAsync(
            new HeartbeatSubject(id, GroupPath.Parse("web"), node.Id),
            new Heartbeat(world.Clock.GetUtcNow(), null),
            Token
        );

    private static async Task PassesAsync(PassWorld world, PassHost host, string id, int count)
    {
        for (var pass = 0; pass < count; pass++)
        {
            await host.PassAsync(id, Token);
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }
    }
}
