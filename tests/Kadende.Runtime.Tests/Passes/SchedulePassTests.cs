using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>Sizes that time sets, through whole passes.</summary>
public sealed class SchedulePassTests(AzuriteFixture azurite)
{
    /// <summary>Two from six in the morning on, four from one in the afternoon on; the world begins at noon.</summary>
    private const string Groups = """
          web:
            size: 1
            resourcePlugin: { name: PROVIDER }
            health: { interval: 1h }
            scaling:
              min: 1
              max: 9
              schedule:
                - { cron: "0 6 * * *", size: 2 }
                - { cron: "0 13 * * *", size: 4 }
        """;

    private static readonly DateTimeOffset One = new(2026, 3, 1, 13, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_TimeOfASize_IsLookedAtInTimeAndToldOnce()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "simulated");
        var id = await world.CreateAsync(Groups);
        await world.PassesAsync(id, 4);
        var before = world.Machines.Of(id).Count;

        var last = await LookAsync(world, id);
        world.Clock.Advance(One - world.Clock.GetUtcNow());
        await world.PassesAsync(id, 4);

        Assert.Equal((2, One, 4), (before, last.NextLook, world.Machines.Of(id).Count));
        var told = Assert.Single((await world.SeeAsync(id)).Events, one => one.Kind == EventKind.GroupScheduled);
        Assert.Equal(
            ("Scheduled", "2", "4", "0 13 * * *"),
            (told.Reason, told.Evidence["from"], told.Evidence["to"], told.Evidence["cron"])
        );
    }

    private static Task<GroupOutcome> LookAsync(PassWorld world, string id) =>
        world.Host.Steps.ReconcileGroupAsync(new GroupWork(id, GroupPath.Parse("web")), null, Token);
}
