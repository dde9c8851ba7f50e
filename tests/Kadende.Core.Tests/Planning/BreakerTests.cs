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

    [Theory]
    [InlineData("host")]
    [InlineData("image")]
    public void Plan_TooManyIllOfOneKind_NamesWhatTheProviderTellsOfThem(string detail)
    {
        var world = SickIn("b", out _, detail);

        world.Looks(3);

        Assert.Contains($"{detail}=b", world.Status!.Breaker!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_TooManyIllOfOneWay_NamesPluginConfigurationAndCredential()
    {
        var world = new World(
            $"{Checked}\nresourcePlugin: [{{ name: cheap }}, {{ name: dear, resourceProperties: {{ zone: a }} }}]"
        )
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(3);
        world.Check = node => node.Resource == 1 ? new HealthLook.Bad("503", "http") : new HealthLook.Good();

        world.Looks(3);

        var cause = world.Status!.Breaker!.Cause;
        Assert.Contains(
            "plugin=cloud1 1.0.0, credential=key1, check=http, reason=503",
            cause,
            StringComparison.Ordinal
        );
        Assert.Contains($"configuration={world.Wanted!.Resources[1].ConfigHash}", cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}:80 answered 503", "reason=it:80 answered 503")]
    [InlineData("no answer from 10.0.0.{1}:80", "reason=no answer from …")]
    [InlineData("last heartbeat {1} s ago", "reason=last heartbeat … s ago")]
    public void Plan_TooManyIllForOneReason_NamesItWithoutWhatDiffers(string reason, string told)
    {
        var world = SickIn("b", out var ill);
        var numbers = ill.Order(StringComparer.Ordinal).ToList();
        world.Check = node =>
            ill.Contains(node.Id)
                ? new HealthLook.Bad(string.Format(null, reason, node.Address, numbers.IndexOf(node.Id)), "http")
                : new HealthLook.Good();

        world.Looks(3);

        Assert.Contains(told, world.Status!.Breaker!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AllIll_TellsAllThatTheyHaveInCommon()
    {
        var world = SickIn("b", out _);
        world.Check = _ => new HealthLook.Bad("503", "http");

        world.Looks(3);

        var breaker = world.Status!.Breaker!;
        Assert.Contains("credential=key0, check=http, reason=503", breaker.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("zone=", breaker.Cause, StringComparison.Ordinal);
        Assert.Contains("None is healthy", breaker.Message, StringComparison.Ordinal);
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
    private static World SickIn(string zone, out HashSet<string> ill, string detail = "zone")
    {
        var world = new World(Checked.Replace("size: 10", "size: 5", StringComparison.Ordinal))
        {
            Check = _ => new HealthLook.Good(),
            Details = Detail("a"),
        };
        world.Looks(2);
        world.Details = Detail("b");
        world.Change(Checked);
        world.Looks(3);
        world.Details = Detail("a");
        var sick = world
            .Nodes.Where(node => node.Details[detail] == zone)
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
        world.Check = node => sick.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();
        ill = sick;
        return world;

        Dictionary<string, string> Detail(string value) => new(StringComparer.Ordinal) { [detail] = value };
    }
}
