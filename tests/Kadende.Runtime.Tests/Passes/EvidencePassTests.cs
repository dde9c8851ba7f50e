using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>What an ill machine wrote to its console outlives it.</summary>
public sealed class EvidencePassTests(AzuriteFixture azurite)
{
    private const string Groups = "  web:\n    size: 1\n    resourcePlugin: { name: PROVIDER }\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_MachineFails_ItsConsoleIsKeptBeforeItIsRemoved()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var (id, node) = await OpenAsync(world);
        world.Machines.Clouds["default"].SetConsole(node.InstanceId ?? "", "booting\nkernel panic\n");
        world.Machines.Clouds["default"].SetState(node.InstanceId ?? "", InstanceState.Failed);

        await world.PassesAsync(id, 6);

        Assert.DoesNotContain(node.InstanceId ?? "", world.Machines.Of(id));
        Assert.Equal(["booting", "kernel panic"], await ConsoleAsync(world, id, node.Id));
    }

    [Fact]
    public async Task Pass_MachineIsWellAndNotWantedAnyMore_NothingIsKept()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var (id, node) = await OpenAsync(world);
        world.Machines.Clouds["default"].SetConsole(node.InstanceId ?? "", "login:\n");

        await world.WantAsync(id, Groups.Replace("size: 1", "size: 0", StringComparison.Ordinal));
        await world.PassesAsync(id, 4);

        Assert.Empty(world.Machines.Of(id));
        Assert.Empty(await ConsoleAsync(world, id, node.Id));
    }

    private static async Task<(string Id, Node Node)> OpenAsync(PassWorld world)
    {
        var id = await world.CreateAsync(Groups);
        await world.PassesAsync(id, 3);
        return (id, Assert.Single(Assert.Single((await world.SeeAsync(id)).Slots).Nodes));
    }

    private static async Task<IEnumerable<string>> ConsoleAsync(PassWorld world, string id, string node) =>
        (await world.Host.Logs.ReadAsync(id, node, null, 100, Token))
            .Items.Where(line => line.Line.Source == NodeLogLine.Console)
            .Select(line => line.Line.Text);
}
