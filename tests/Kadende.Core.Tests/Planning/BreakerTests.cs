using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class BreakerTests
{
    private const string Checked =
        "size: 10\nhealth: { interval: 1s, grace: 1m, unhealthyAfter: 1, checks: [{ type: http }] }\nrepair: { breaker: 40%, maxInFlight: 50% }";

    [Fact]
    public void Plan_TooManyIll_OpensAndStaysOpenWhenTheyGetWellAgain()
    {
        var world = SickIn("b", out _);
        world.Looks(5);
        world.Check = _ => new HealthLook.Good();

        world.Looks(20);

        Assert.True(world.Status!.Breaker!.IsOpen);
        Assert.Contains(world.Status.Conditions, condition => condition.Type == "BreakerOpen");
        Assert.Equal(10, world.MostMachines);
        Assert.Single(world.Events, told => told.Kind == EventKind.BreakerOpened);
    }

    [Fact]
    public void Plan_TooManyIllInOneZone_SaysWhatTheyHaveInCommon()
    {
        var world = SickIn("b", out _);

        world.Looks(3);

        Assert.Contains("zone=b", world.Status!.Breaker!.Cause, StringComparison.Ordinal);
        Assert.Contains("zone=b", world.Status.Breaker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LiftedBreaker_ReplacesWithinTheBudgetAndIsArmedAgainAfterwards()
    {
        var world = SickIn("b", out var ill);
        world.Looks(3);

        world.LiftBreaker();
        world.Check = node => ill.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();
        world.Looks(20);

        Assert.Null(world.Status!.Breaker);
        Assert.DoesNotContain(world.Nodes, node => ill.Contains(node.Id));
        Assert.Contains(world.Events, told => told is { Kind: EventKind.BreakerLifted, Reason: "Armed" });
        Assert.True(world.MostMachines <= 15);
    }

    [Fact]
    public void Plan_TwoOfTwoIll_AreReplaced()
    {
        var world = new World(Checked.Replace("size: 10", "size: 2", StringComparison.Ordinal))
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(2);
        var old = world.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        world.Check = node => old.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();

        world.Looks(20);

        Assert.DoesNotContain(world.Nodes, node => old.Contains(node.Id));
    }

    [Fact]
    public void Plan_ObserveMode_TellsWhatItWouldHaveDoneAndDoesNothing()
    {
        var world = new World(Checked.Replace("interval: 1s", "interval: 1s, mode: observe", StringComparison.Ordinal))
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(2);
        world.Check = _ => new HealthLook.Bad("503", "http");

        world.Looks(10);

        Assert.Equal(10, world.MostMachines);
        Assert.All(world.Nodes, node => Assert.Equal(NodeState.Running, node.State));
        Assert.Equal(10, world.Events.Count(told => told is { Kind: EventKind.NodeUnhealthy, Reason: "Observed" }));
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "WouldReplace");
    }

    [Fact]
    public void Plan_NodeThatKeepsRelapsing_IsReplacedInTheEnd()
    {
        var world = new World(Checked) { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var flapping = world.Slots[0].Nodes.Single().Id;
        world.Check = node =>
            node.Id != flapping
                ? node.Health.SeenHealthy
                    ? new HealthLook.Good()
                    : null
                : world.Now.Second % 4 < 2
                    ? new HealthLook.Bad("503")
                    : new HealthLook.Good();

        world.Looks(40);
        world.Check = _ => new HealthLook.Good();
        world.Looks(5);

        Assert.DoesNotContain(world.Nodes, node => node.Id == flapping);
        Assert.Equal(10, world.Machines.Count);
    }

    /// <summary>Ten nodes in two zones, of which those in one are ill.</summary>
    private static World SickIn(string zone, out HashSet<string> ill)
    {
        var world = new World(Checked.Replace("size: 10", "size: 5", StringComparison.Ordinal))
        {
            Check = _ => new HealthLook.Good(),
            Details = Zone("a"),
        };
        world.Looks(2);
        world.Details = Zone("b");
        world.Change(Checked);
        world.Looks(3);
        world.Details = Zone("a");
        var sick = world
            .Nodes.Where(node => node.Details["zone"] == zone)
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
        world.Check = node => sick.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();
        ill = sick;
        return world;
    }

    private static Dictionary<string, string> Zone(string name) => new(StringComparer.Ordinal) { ["zone"] = name };
}
