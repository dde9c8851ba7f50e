using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Tests.Flavours;
using Kadende.Sdk.Flavours;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A provider that is slow holds up a look for a while, and no longer.</summary>
public sealed class ActBudgetTests(AzuriteFixture azurite)
{
    private const int Size = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Look_CreationsAreSlow_TheRestIsForAnotherLookAtOnce(string idempotent)
    {
        await using var world = await OpenAsync(("Simulated:IdempotentCreate", idempotent));
        var id = await world.CreateAsync(Group(Size));

        var first = await SlowLookAsync(world, id);
        var (made, left) = (world.Machines.Of(id).Count, await UnaskedAsync(world, id));
        var second = await LookAsync(world.Host, id);

        Assert.True(first.Again);
        Assert.InRange(made, 1, Size - 1);
        Assert.Equal(Size - made, left);
        Assert.Equal((Size, Size), (world.Machines.Of(id).Count, world.Machines.Made.Count));
        Assert.True(second.NextLook >= world.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Look_RemovalsAreSlow_TheRestIsForAnotherLookAtOnce()
    {
        await using var world = await OpenAsync();
        var id = await world.CreateAsync(Group(Size));
        await world.SettleAsync(world.Host, id, "Before the removals");
        await world.WantAsync(id, Group(0));

        var first = await SlowLookAsync(world, id);
        var left = world.Machines.Of(id).Count;
        var second = await LookAsync(world.Host, id);

        Assert.True(first.Again);
        Assert.InRange(left, 1, Size - 1);
        Assert.Empty(world.Machines.Of(id));
        await world.SettleAsync(world.Host, id, "After slow removals");
        Assert.Equal(second.Generation, first.Generation);
    }

    [Fact]
    public async Task Look_StoodStillBeforeItsCall_LeavesTheCreationToAnotherLook()
    {
        await using var world = await OpenAsync();
        var pause = GroupLook.Patience + TimeSpan.FromSeconds(1);
        await using var host = world.Open(
            new ScriptedFlavour(
                (_, _) => Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done()),
                request =>
                {
                    world.Clock.Advance(pause);
                    pause = TimeSpan.Zero;
                    return Task.FromResult(request);
                }
            )
        );
        var id = await world.CreateAsync(Group(1, $"flavours: [{{ name: {ScriptedFlavour.Name} }}]"));

        var first = await LookAsync(host, id);
        var (made, left) = (world.Machines.Of(id).Count, await UnaskedAsync(world, id));
        await LookAsync(host, id);

        Assert.Equal((true, 0, 1), (first.Again, made, left));
        Assert.Single(world.Machines.Of(id));
    }

    private async Task<PassWorld> OpenAsync(params (string, string)[] settings) =>
        new(
            await azurite.ServerAsync(),
            "simulated",
            [
                ("Simulated:CreateBatch", "1"),
                ("Simulated:DestroyBatch", "1"),
                ("Simulated:Parallelism", "2"),
                .. settings,
            ]
        );

    private static string Group(int size, string more = "paused: false") =>
        $"  web:\n    size: {size}\n    resourcePlugin: {{ name: PROVIDER }}\n    update: {{ maxUnavailable: 100% }}\n    {more}\n";

    private static async Task<GroupOutcome> SlowLookAsync(PassWorld world, string id)
    {
        world.Host.Acted = () => world.Clock.Advance(TimeSpan.FromSeconds(11));
        var outcome = await LookAsync(world.Host, id);
        world.Host.Acted = () => { };
        return outcome;
    }

    private static Task<GroupOutcome> LookAsync(PassHost host, string id) =>
        host.Steps.ReconcileGroupAsync(new GroupWork(id, GroupPath.Parse("web")), null, Token);

    private static async Task<int> UnaskedAsync(PassWorld world, string id) =>
        (await world.SeeAsync(id))
            .Slots.SelectMany(slot => slot.Nodes)
            .Count(node => node is { State: NodeState.Creating, AskedAt: null });
}
