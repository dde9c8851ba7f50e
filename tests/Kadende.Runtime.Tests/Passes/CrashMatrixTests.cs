using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>
/// The process dies at every point between two steps, one point after the other, until it needs no further step; each time passes of
/// another process then reach the same end.
/// </summary>
public abstract class CrashMatrixTests(AzuriteFixture azurite, string provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A point that is never reached: nothing needs so many steps.</summary>
    private const int MostSteps = 200;

    [Fact]
    public Task Crash_WhileCreating_SameEndState() => EverywhereAsync(null, (_, _) => Task.CompletedTask, 3);

    [Fact]
    public Task Crash_WhileReplacingALostNode_SameEndState() =>
        EverywhereAsync(
            Group(3),
            async (world, id) =>
            {
                var seen = await world.SeeAsync(id);
                world.Machines.Lose(seen.Machines.Order(StringComparer.Ordinal).First());
            },
            4
        );

    [Fact]
    public Task Crash_WhileDeletingTheCluster_SameEndState() =>
        EverywhereAsync(Group(3), (world, id) => world.WantAsync(id, null), 3);

    private protected static string Group(int size, string more = "paused: false") =>
        $"  web:\n    size: {size}\n    resourcePlugin: {{ name: PROVIDER }}\n    {more}\n";

    /// <param name="before">What is there before; null: nothing, and what is wanted is created.</param>
    /// <param name="change">What the processes then have to do with.</param>
    /// <param name="made">How many machines that takes in all: none is made twice.</param>
    private protected async Task EverywhereAsync(string? before, Func<PassWorld, string, Task> change, int made)
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), provider);
        foreach (var moment in Enum.GetValues<CrashMoment>())
        {
            var number = 1;
            while (await DiesAsync(world, new CrashPoint(moment, number), before, change, made))
            {
                number++;
                Assert.True(number < MostSteps, $"{moment}: no end after {MostSteps} steps.");
            }

            Assert.True(number > 1, $"{moment}: there is no such point at all.");
        }
    }

    /// <returns>False: the process was done before it came to the point.</returns>
    private static async Task<bool> DiesAsync(
        PassWorld world,
        CrashPoint point,
        string? before,
        Func<PassWorld, string, Task> change,
        int made
    )
    {
        world.Machines.Made.Clear();
        var id = await world.CreateAsync(before ?? Group(3));
        if (before is not null)
        {
            await world.SettleAsync(world.Host, id, "Before anything went wrong");
        }

        await change(world, id);
        var died = await RunUntilDeathAsync(world, point, id);
        await world.SettleAsync(world.Host, id, $"After a crash {point}");
        (await world.SeeAsync(id)).AssertExact(world.Machines.Made, $"After a crash {point}");
        var ids = world.Machines.Made.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(
            ids.Count == made,
            $"After a crash {point}: {made} machines were to be made, not {string.Join(", ", ids)}."
        );
        return died;
    }

    private static async Task<bool> RunUntilDeathAsync(PassWorld world, CrashPoint point, string id)
    {
        await using var doomed = await world.OpenDoomedAsync(point);
        try
        {
            await world.SettleAsync(doomed, id, $"With a crash {point}");
        }
        catch (StoreUnavailableException)
        {
            Assert.True(doomed.Crash.Happened, $"The store failed by itself before {point}.");
        }

        return doomed.Crash.Happened;
    }
}

/// <summary>Changes of what is there; on clouds that keep their promises.</summary>
public abstract class ChangeCrashMatrixTests(AzuriteFixture azurite, string provider)
    : CrashMatrixTests(azurite, provider)
{
    [Fact]
    public Task Crash_WhileScalingIn_SameEndState() =>
        EverywhereAsync(Group(3), (world, id) => world.WantAsync(id, Group(1)), 3);

    [Fact]
    public Task Crash_WhileReplacingInTheOrderTerminateFirst_SameEndState() =>
        EverywhereAsync(
            Group(2, "repair: { order: terminateFirst }"),
            (world, id) => world.AskAsync(id, WishKind.Replace),
            3
        );

    [Fact]
    public Task Crash_WhileReplacingOnAPersonsWord_SameEndState() =>
        EverywhereAsync(Group(2), (world, id) => world.AskAsync(id, WishKind.Replace), 3);

    [Fact]
    public Task Crash_WhileRollingOutAChange_SameEndState() =>
        EverywhereAsync(Group(2), (world, id) => world.WantAsync(id, Group(2, "init: changed")), 4);
}

public sealed class FileCrashMatrix(AzuriteFixture azurite) : ChangeCrashMatrixTests(azurite, "file");

public sealed class SimulatedCrashMatrix(AzuriteFixture azurite) : ChangeCrashMatrixTests(azurite, "simulated")
{
    [Fact]
    public Task Crash_WhileRepairingOnTheWordOfACheck_SameEndState() =>
        EverywhereAsync(
            Group(
                2,
                "health: { interval: 5s, grace: 0s, unhealthyAfter: 1, checks: [{ type: command, run: 'true' }] }"
            ),
            async (world, id) =>
            {
                var seen = await world.SeeAsync(id);
                var ill = seen.Machines.Order(StringComparer.Ordinal).First();
                world.Machines.Clouds["default"].OnScript = (machine, _) =>
                    new ExecResult(machine.Id == ill ? 1 : 0, "");
            },
            3
        );

    [Fact]
    public Task Crash_WhileRollingOutAChangeOldNodesFirst_SameEndState() =>
        EverywhereAsync(
            Group(2, "update: { maxSurge: 0, maxUnavailable: 1 }"),
            (world, id) =>
                world.WantAsync(id, Group(2, "init: changed\n    update: { maxSurge: 0, maxUnavailable: 1 }")),
            4
        );

    [Fact]
    public Task Crash_WhileRollingOutAChangeOfFixedIdentities_SameEndState() =>
        EverywhereAsync(Identities("init: first"), (world, id) => world.WantAsync(id, Identities("init: second")), 4);

    private static string Identities(string more) =>
        $"  web:\n    logicalIds: [a, b]\n    resourcePlugin: {{ name: PROVIDER }}\n    {more}\n";

    [Fact]
    public Task Crash_WhileRepairingAStoppedMachine_SameEndState() =>
        EverywhereAsync(
            Group(2),
            async (world, id) =>
            {
                var seen = await world.SeeAsync(id);
                var ill = seen.Machines.Order(StringComparer.Ordinal).First();
                world.Machines.Clouds["default"].SetState(ill, InstanceState.Stopped);
            },
            3
        );
}

/// <summary>A cloud that keeps few promises: it may make two machines of one creation, and shows late what there is.</summary>
public sealed class LaggingCrashMatrix(AzuriteFixture azurite) : CrashMatrixTests(azurite, "lagging");
