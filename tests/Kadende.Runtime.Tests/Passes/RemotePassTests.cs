using System.Text.Json;
using Kadende.Core.Nodes;
using Kadende.Runtime.Tests.Flavours;
using Kadende.Sdk.Flavours;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Groups whose machines a program of somebody else's makes, and groups whose flavours give each machine its own properties.</summary>
public sealed class RemotePassTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_MachineIsMadeLaterThanALookWaits_AlsoByAnotherHost_IsMadeOnce()
    {
        await using var plugin = await LatePlugin.StartAsync();
        await using var world = new PassWorld(await azurite.ServerAsync(), "file");
        await using var other = world.Open();
        var id = await world.CreateAsync(Group(plugin, 1));

        var first = await ReasonAfterAsync(world, world.Host, id);
        var elsewhere = await ReasonAfterAsync(world, other, id);
        var again = await ReasonAfterAsync(world, world.Host, id);
        plugin.Made.SetResult();
        await plugin.ListedAsync(1);
        await other.PassAsync(id, Token);

        Assert.Contains("its answer is waited for", first, StringComparison.Ordinal);
        Assert.Contains("An earlier call of", elsewhere, StringComparison.Ordinal);
        Assert.Contains("its answer is waited for", again, StringComparison.Ordinal);
        var node = Assert.Single((await world.SeeAsync(id)).Slots).Nodes.Single();
        Assert.Equal(("instance-1", NodeState.Running), (node.InstanceId, node.State));
        Assert.Equal(1, plugin.Provisions);
    }

    [Fact]
    public async Task Pass_ThePluginEndsBeforeItIsAskedForMachines_TheGroupGoesOnSoon()
    {
        await using var plugin = await LatePlugin.StartAsync();
        plugin.Made.SetResult();
        await using var world = new PassWorld(await azurite.ServerAsync(), "file");
        var id = await world.CreateAsync(Group(plugin, 3));

        plugin.IsEnding = true;
        await world.PassesAsync(id, 1);
        plugin.IsEnding = false;
        await world.PassesAsync(id, 3);

        Assert.Equal(3, plugin.Machines.Count());
        Assert.Equal(3, plugin.Provisions);
    }

    [Fact]
    public async Task Pass_FlavourGivesEachMachineItsOwnProperties_EachIsMadeFromThem()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        await using var host = world.Open(
            new ScriptedFlavour(
                (_, _) => Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done()),
                request =>
                    Task.FromResult(
                        request with
                        {
                            Properties = JsonSerializer.SerializeToElement(
                                new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = request.Token }
                            ),
                        }
                    )
            )
        );
        var id = await world.CreateAsync(
            $"  web:\n    size: 5\n    resourcePlugin: {{ name: simulated }}\n    flavours: [{{ name: {ScriptedFlavour.Name} }}]\n"
        );

        await host.PassAsync(id, Token);

        var machines = world.Machines.Clouds["default"].Machines;
        Assert.Equal(5, machines.Select(machine => machine.Details["zone"]).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Group(LatePlugin plugin, int size) =>
        $"  web:\n    size: {size}\n    resourcePlugin: {{ name: late, url: '{plugin.Url}' }}\n";

    /// <summary>Time goes by until the pass is over, and until the next one has something to do.</summary>
    private static async Task<string?> ReasonAfterAsync(PassWorld world, PassHost host, string id)
    {
        var pass = host.PassAsync(id, Token);
        while (!pass.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
            world.Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        await pass;
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        return Assert.Single((await world.SeeAsync(id)).Slots).Nodes.Single().Reason;
    }
}
