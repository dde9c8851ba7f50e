using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class ReplacementTests
{
    private const string Checked = """
        size: 4
        health: { interval: 1s, grace: 1m, unhealthyAfter: 2, checks: [{ type: http, port: 80 }] }
        repair: { maxInFlight: 1, breaker: 50% }
        """;

    private static HealthLook Good => new HealthLook.Good();

    private static HealthLook Bad => new HealthLook.Bad("503");

    [Fact]
    public void Plan_OneIllNode_IsReplacedByAHealthyOneFirst()
    {
        var world = new World(Checked) { Check = _ => Good };
        world.Looks(2);
        var ill = world.Slots[2].Nodes.Single().Id;
        world.Check = node => node.Id == ill ? Bad : Good;

        world.Looks(2);
        var both = world.Slots[2].Nodes.Count;
        world.Looks(3);

        Assert.Equal(2, both);
        Assert.NotEqual(ill, world.Slots[2].Nodes.Single().Id);
        Assert.Equal(5, world.MostMachines);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_TerminateFirst_TheIllNodeGoesBeforeTheNewOneIsMade()
    {
        var world = new World(
            Checked.Replace("maxInFlight: 1", "order: terminateFirst, maxInFlight: 1", StringComparison.Ordinal)
        )
        {
            Check = _ => Good,
        };
        world.Looks(2);
        var ill = world.Slots[2].Nodes.Single().Id;
        world.Check = node => node.Id == ill ? Bad : Good;

        world.Looks(6);

        Assert.Equal(4, world.MostMachines);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_NoReplacementPossible_TheIllNodeStays()
    {
        var world = new World(Checked) { Check = _ => Good };
        world.Looks(2);
        var ill = world.Slots[0].Nodes.Single().Id;
        world.Check = node => node.Id == ill ? Bad : Good;
        world.CreateFails = _ => new NoCapacityException("None left in zone a.");

        world.Looks(600);

        Assert.Contains(world.Nodes, node => node.Id == ill && node.State == NodeState.Unhealthy);
        Assert.Equal(4, world.Machines.Count);
    }

    [Fact]
    public void Plan_MoreIllThanTheBreakerAllows_ReplacesNone()
    {
        var world = new World(Checked) { Check = _ => Good };
        world.Looks(2);
        world.Check = node => node.Id == world.Slots[0].Nodes[0].Id ? Good : Bad;

        world.Looks(30);

        Assert.Equal(4, world.MostMachines);
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "BreakerOpen");
        Assert.Equal(ConvergenceState.Degraded, world.Status.State);
    }

    [Fact]
    public void Plan_AutoRepairOff_MarksTheNodeAndLeavesIt()
    {
        var world = new World("size: 1\nhealth: { interval: 1s, checks: [{ type: tcp }] }\nrepair: { auto: false }")
        {
            Check = _ => Good,
        };
        world.Looks(2);
        world.Check = _ => Bad;

        world.Looks(10);
        var ill = (world.Nodes.Single().State, world.Status!.State);
        world.Check = _ => Good;
        world.Looks(2);

        Assert.Equal((NodeState.Unhealthy, ConvergenceState.Degraded), ill);
        Assert.Equal((NodeState.Running, ConvergenceState.Converged), (world.Nodes.Single().State, world.Status.State));
        Assert.Equal(1, world.MostMachines);
    }

    [Fact]
    public void Plan_DeadMachines_AreReplacedAsManyAtOnceAsTheBudgetAllows()
    {
        var world = new World("size: 4\nrepair: { maxInFlight: 2 }").Looks(1);
        foreach (var machine in world.Machines.Keys.ToList())
        {
            world.SetState(machine, InstanceState.Stopped);
        }

        var first = world.Look();
        world.Looks(10);

        Assert.Equal(2, first.Acts.OfType<Act.Create>().Count());
        Assert.All(world.Machines.Values, machine => Assert.Equal(InstanceState.Running, machine.State));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_SlotWhoseMachinesKeepDying_WaitsLongerAndLonger()
    {
        var world = new World("size: 1\nrepair: { retries: 3, backoff: { from: 1m, to: 8m } }");
        for (var i = 0; i < 40 * 60; i++)
        {
            world.Look();
            world.Machines.Clear();
            world.Now += TimeSpan.FromSeconds(1);
        }

        // The first at once, three more at once, then after 1, 2, 4, 8, 8, … minutes.
        Assert.InRange(world.Events.Count(told => told.Kind == EventKind.NodeCreating), 8, 12);
    }

    [Fact]
    public void Plan_NewConfiguration_RollsWithinSurgeAndWithoutLosingOne()
    {
        var world = new World("size: 5").Looks(1);
        var old = world.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        world.Change("size: 5\ninit: new\nupdate: { maxSurge: 2 }");
        var fewest = int.MaxValue;

        for (var i = 0; i < 12; i++)
        {
            world.Looks(1);
            fewest = Math.Min(fewest, world.Machines.Count);
        }

        Assert.Equal((5, 7), (fewest, world.MostMachines));
        Assert.DoesNotContain(world.Nodes, node => old.Contains(node.Id));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_NewConfigurationThatDoesNotComeUp_StopsAfterTheFirst()
    {
        var world = new World(Checked) { Check = _ => Good };
        world.Looks(2);
        var old = world.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        world.Change(Checked.Replace("grace: 1m", "grace: 10s", StringComparison.Ordinal) + "\ninit: broken");
        world.Check = node => old.Contains(node.Id) ? Good : Bad;

        world.Looks(120);

        Assert.True(old.IsSubsetOf(world.Nodes.Select(node => node.Id)));
        Assert.Equal(5, world.MostMachines);
    }

    [Fact]
    public void Plan_BootGrace_CountsNoBadAnswer()
    {
        var world = new World(Checked) { Check = _ => Bad };

        world.Looks(59);
        var during = world.Nodes.Select(node => node.State).Distinct().ToList();
        world.Looks(4);

        Assert.Equal([NodeState.Running], during);
        Assert.Contains(world.Nodes, node => node.State == NodeState.Unhealthy);
    }

    [Fact]
    public void Plan_BootGraceAfterALongWaitForQuota_BeginsWithTheMachine()
    {
        var world = new World(Checked)
        {
            Check = _ => Bad,
            CreateFails = _ => new QuotaExceededException("At most 0."),
        };
        world.Looks(20, TimeSpan.FromMinutes(1));
        world.CreateFails = _ => null;
        world.Now += TimeSpan.FromMinutes(30);
        world.Look();

        world.Looks(50);
        var during = world.Nodes.Select(node => node.State).Distinct().ToList();
        world.Looks(20);

        Assert.Equal([NodeState.Running], during);
        Assert.Contains(world.Nodes, node => node.State == NodeState.Unhealthy);
    }

    [Fact]
    public void Plan_MachinesThatAreWellAndSoonIll_AreReplacedLessAndLessOften()
    {
        var world = new World("size: 1\nhealth: { interval: 15s, unhealthyAfter: 3, checks: [{ type: http }] }");
        world.Check = node => world.Now - node.MadeAt < TimeSpan.FromMinutes(1) ? Good : Bad;

        world.Looks(3 * 60 * 4, TimeSpan.FromSeconds(15));

        // The first, four more at once, then 1, 2, 4, 8, 16, 30, 30, … minutes apart.
        Assert.InRange(world.Events.Count(told => told.Kind == EventKind.NodeCreating), 8, 17);
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "RepairWaits");
    }

    [Fact]
    public void After_LivesOfAllLengths_ShortOnesCountAndLongOnesMakeGoodForThem()
    {
        var world = new World("size: 1\nrepair: { backoff: { from: 1m, to: 5m } }\nhealth: { grace: 0s }");
        var counts = new List<int>();
        foreach (var minutes in new[] { 1, 1, 1, 6, 1, 60 })
        {
            world.Looks(3, TimeSpan.FromMinutes(5));
            world.Now = world.Nodes.Single().MadeAt + TimeSpan.FromMinutes(minutes);
            world.Machines.Clear();
            world.Looks(2);
            counts.Add(world.Slots.Single().Lineage.ShortLives);
        }

        Assert.Equal([1, 2, 3, 2, 3, 0], counts);
    }

    [Fact]
    public void Create_ThrottledByAProviderThatMayMakeTwo_IsTriedAgainSoon()
    {
        var world = new World("size: 1")
        {
            IdempotentCreate = false,
            ListDelay = TimeSpan.FromMinutes(6),
            CreateFails = node => node.Attempt == 1 ? new ThrottledException("Nothing was sent.", TimeSpan.Zero) : null,
        };

        world.Looks(4);

        Assert.Single(world.Machines);
    }

    [Fact]
    public void Create_NoAnswerOfAProviderThatMayMakeTwo_SaysWhenItIsTriedAgain()
    {
        var world = new World("size: 1")
        {
            IdempotentCreate = false,
            ListDelay = TimeSpan.FromMinutes(6),
            CreateFails = _ => new ProviderUnavailableException("No answer."),
        };

        world.Look();

        Assert.Equal(world.Now + TimeSpan.FromMinutes(7), world.Nodes.Single().NextTryAt);
    }

    [Fact]
    public void Plan_UnclearAnswers_NeverMakeANodeUnhealthy()
    {
        var world = new World(Checked) { Check = _ => Good };
        world.Looks(2);
        world.Check = _ => new HealthLook.Unclear("The check could not run.");

        world.Looks(100);

        Assert.All(world.Nodes, node => Assert.Equal(HealthStatus.Healthy, node.Health.Status));
    }
}
