using Kadende.Core.Access;
using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>What a team may begin in an hour, through whole passes.</summary>
public sealed class QuotaPassTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_OldNodesGoFirstAndTheQuotaIsUsedUp_NoneGoesThatNothingFollows()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var id = await world.CreateAsync(Group("first"));
        await world.SettleAsync(world.Host, id, "Before there is a quota");
        await SetQuotaAsync(world, 1);

        await world.WantAsync(id, Group("second"));
        await world.PassesAsync(id, 20);

        var seen = await world.SeeAsync(id);
        Assert.Equal(3, world.Machines.Of(id).Count);
        Assert.All(seen.Slots, slot => Assert.Equal(NodeState.Running, Assert.Single(slot.Nodes).State));
        Assert.Single(seen.Slots, slot => slot.Nodes[0].Generation == 2);
        Assert.Contains(seen.Rows!.Groups.Single().Value.Conditions, condition => condition.Type == "QuotaReached");
    }

    [Fact]
    public async Task Pass_OldNodesGoFirst_EachReplacementTakesOneFromTheQuota()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var id = await world.CreateAsync(Group("first"));
        await world.SettleAsync(world.Host, id, "Before there is a quota");
        await SetQuotaAsync(world, 3);

        await world.WantAsync(id, Group("second"));
        await world.SettleAsync(world.Host, id, "With a quota for just as many");

        Assert.All((await world.SeeAsync(id)).Slots, slot => Assert.Equal(2, Assert.Single(slot.Nodes).Generation));
    }

    private static string Group(string init) =>
        $"  web:\n    logicalIds: [a, b, c]\n    resourcePlugin: {{ name: PROVIDER }}\n    init: {init}\n";

    private static async Task SetQuotaAsync(PassWorld world, int createsPerHour)
    {
        var team = new Team
        {
            Name = StoreSamples.Team,
            Quotas = new TeamQuotas { CreatesPerHour = createsPerHour },
            CreatedAt = world.Clock.GetUtcNow(),
            CreatedBy = "root",
        };
        var teams = world.Host.Records<Team>();
        Assert.NotNull(await teams.SaveAsync(RecordKey.Of(team.Name), team, null, Token));
    }
}
