using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Failures;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>One group over several providers.</summary>
public sealed class WaysTests
{
    private const string TwoClouds =
        "resourcePlugin: [{ name: cheap, weight: 3 }, { name: dear, resourceProperties: { zone: a } }]";

    [Theory]
    [InlineData(4, 3, 1)]
    [InlineData(8, 6, 2)]
    [InlineData(9, 7, 2)]
    [InlineData(1, 1, 0)]
    public void Fill_Weights_ShareTheMachines(int size, int cheap, int dear)
    {
        var world = new World($"size: {size}\n{TwoClouds}");

        world.Looks(2);

        Assert.Equal([cheap, dear], world.MachinesByWay);
    }

    [Fact]
    public void Fill_ScaledOut_GoesToTheWayThatLacksMost()
    {
        var world = new World($"size: 2\n{TwoClouds}");
        world.Looks(2);

        world.Change($"size: 8\n{TwoClouds}");
        world.Looks(2);

        Assert.Equal([6, 2], world.MachinesByWay);
    }

    [Fact]
    public void Create_NoCapacity_IsMadeElsewhereAtOnce()
    {
        var world = new World($"size: 4\n{TwoClouds}");
        var asked = new List<int>();
        world.CreateFails = node =>
        {
            asked.Add(node.Resource);
            return node.Resource == 0 ? new NoCapacityException("There is no room.") : null;
        };

        world.Looks(3);

        Assert.Equal([0, 4], world.MachinesByWay);
        // Whom one machine was refused, it is not asked again for the others that come later.
        Assert.Equal(3, asked.Count(way => way == 0));
        var told = Assert.Single(world.Events, one => one is { Kind: EventKind.NodePending, Node: "look1-0" });
        Assert.Contains("Is made elsewhere", told.Message, StringComparison.Ordinal);
        Assert.Equal("NoCapacity", told.Reason);
    }

    [Fact]
    public void Create_RoomAgain_TheWayIsUsedForWhatComesNext()
    {
        var world = new World($"size: 2\n{TwoClouds}");
        world.CreateFails = node => node.Resource == 0 ? new QuotaExceededException("No more.") : null;
        world.Looks(3);

        world.CreateFails = _ => null;
        world.Now += TimeSpan.FromHours(1);
        world.Change($"size: 4\n{TwoClouds}");
        world.Looks(2);

        Assert.Equal([2, 2], world.MachinesByWay);
    }

    [Fact]
    public void Create_NoRoomAnywhere_WaitsAndTriesAgain()
    {
        var world = new World($"size: 1\n{TwoClouds}");
        var room = false;
        world.CreateFails = _ => room ? null : new NoCapacityException("There is no room.");
        world.Looks(10);
        var tries = world.Nodes.Single().Attempt;

        room = true;
        world.Now += TimeSpan.FromMinutes(2);
        world.Looks(2);

        Assert.Equal(3, tries);
        Assert.Equal(NodeState.Running, world.Nodes.Single().State);
    }

    [Fact]
    public void Create_RefusedForAnotherReason_StaysWhereItIs()
    {
        var world = new World($"size: 1\n{TwoClouds}");
        world.CreateFails = _ => new RequestRejectedException("The image does not exist.");

        world.Looks(3);

        Assert.Equal((0, NodeState.Pending), (world.Nodes.Single().Resource, world.Nodes.Single().State));
    }

    [Fact]
    public void Fill_OneProviderDown_TheOthersTakeItsPart()
    {
        var world = new World($"size: 4\n{TwoClouds}") { DownWay = 0 };

        world.Looks(2);

        Assert.Equal([0, 4], world.MachinesByWay);
    }

    [Fact]
    public void Look_OneProviderDown_ItsMachinesAreNotTakenForGone()
    {
        var world = new World($"size: 4\n{TwoClouds}");
        world.Looks(2);

        world.DownWay = 0;
        world.Looks(5, TimeSpan.FromMinutes(5));

        Assert.Equal([3, 1], world.MachinesByWay);
    }

    [Fact]
    public void Replace_StoppedMachine_TheNewOneIsOfTheSameWay()
    {
        var world = new World($"size: 4\n{TwoClouds}");
        world.Looks(2);

        world.StopOne();
        world.Looks(5);

        Assert.Equal([3, 1], world.MachinesByWay);
        Assert.All(world.Nodes, node => Assert.Equal(NodeState.Running, node.State));
    }

    [Fact]
    public void Change_OneWay_ReplacesItsMachinesOnly()
    {
        var world = new World($"size: 4\n{TwoClouds}");
        world.Looks(2);
        var before = world.Nodes.ToDictionary(node => node.Id, node => node.Resource);

        world.Change(
            "size: 4\nresourcePlugin: [{ name: cheap, weight: 3 }, { name: dear, resourceProperties: { zone: b } }]"
        );
        world.Looks(10);

        Assert.Equal([3, 1], world.MachinesByWay);
        Assert.Equal(
            before.Where(node => node.Value == 0).Select(node => node.Key).Order(StringComparer.Ordinal),
            world.Nodes.Select(node => node.Id).Where(before.ContainsKey).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Change_OneWayLess_ItsMachinesMoveToTheOther()
    {
        var world = new World($"size: 4\n{TwoClouds}");
        world.Looks(2);

        world.Change("size: 4\nresourcePlugin: [{ name: cheap }]");
        world.Looks(10);

        Assert.Equal(4, world.Machines.Count);
        Assert.All(world.Nodes, node => Assert.Equal((0, NodeState.Running), (node.Resource, node.State)));
    }
}
