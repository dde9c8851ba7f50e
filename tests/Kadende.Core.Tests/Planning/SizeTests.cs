using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class SizeTests
{
    [Theory]
    [InlineData("oldest", "0")]
    [InlineData("newest", "2")]
    public void Plan_OneTooMany_GoesByAge(string order, string gone)
    {
        var world = new World("size: 1").Looks(1);
        world.Change("size: 2");
        world.Looks(1);
        world.Change("size: 3");
        world.Looks(1);

        world.Change($"size: 2\nterminate: {order}");
        world.Looks(3);

        Assert.DoesNotContain(gone, world.Slots.Select(slot => slot.Key));
        Assert.Equal(2, world.Machines.Count);
    }

    [Fact]
    public void Plan_OneTooManyAndOneIll_TheIllOneGoes()
    {
        var world = new World("size: 3\nrepair: { auto: false }").Looks(1);
        world.SetState(world.Slots[1].Nodes[0].InstanceId!, InstanceState.Stopped);
        world.Looks(1);

        world.Change("size: 2\nrepair: { auto: false }");
        world.Looks(2);

        Assert.Equal(["0", "2"], world.Slots.Select(slot => slot.Key));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_OneTooManyAndASuccessorNotUpYet_TheNodeThatStillWorksStays()
    {
        var world = new World("size: 2").Looks(1);
        var working = world.Slots[0].Nodes[0].Id;
        world.NewMachinesAre = InstanceState.Starting;
        world.Change("size: 2\ninit: second");
        world.Looks(1);
        world.Change("size: 3\ninit: second");
        world.Looks(1);
        var before = world.Slots.Select(slot => slot.Nodes.Count);

        world.Change("size: 2\ninit: second");
        world.Looks(2);

        Assert.Equal([2, 1, 1], before);
        Assert.Equal(["0", "1"], world.Slots.Select(slot => slot.Key));
        Assert.Contains(world.Nodes, node => node.Id == working);
    }

    [Fact]
    public void Plan_SizeZeroAndBack_RemovesAndMakesAll()
    {
        var world = new World("size: 3").Looks(1);
        world.Change("size: 0");
        world.Looks(3);
        var none = (world.Machines.Count, world.Slots.Count, world.Status!.State);

        world.Change("size: 2");
        world.Looks(1);

        Assert.Equal((0, 0, ConvergenceState.Converged), none);
        Assert.Equal(2, world.Machines.Count);
    }

    [Fact]
    public void Plan_LogicalIds_KeepTheirIdentityThroughReplacement()
    {
        var world = new World("logicalIds: [db-1, db-2]").Looks(1);
        var before = world.Slots.Single(slot => slot.Key == "db-2").Nodes.Single();
        world.SetState(before.InstanceId!, InstanceState.Stopped);

        world.Looks(4);

        Assert.Equal(["db-1", "db-2"], world.Slots.Select(slot => slot.Key).Order(StringComparer.Ordinal));
        Assert.NotEqual(before.Id, world.Slots.Single(slot => slot.Key == "db-2").Nodes.Single().Id);
        Assert.Equal(2, world.MostMachines);
    }

    [Fact]
    public void Plan_LogicalIdLeavesTheSpec_ItsNodeGoes()
    {
        var world = new World("logicalIds: [a, b, c]").Looks(1);

        world.Change("logicalIds: [a, c, d]");
        world.Looks(2);

        Assert.Equal(["a", "c", "d"], world.Slots.Select(slot => slot.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_HeldNodeWhoseIdentityIsNotWanted_StandsForNoneOfTheOthersInAnUpdate()
    {
        var world = new World("logicalIds: [a, b, c]").Looks(2);
        world.HoldNode(world.Slots.Single(slot => slot.Key == "a").Nodes.Single().Id, HoldKind.Protected);

        world.Change("logicalIds: [b, c]\ninit: second");
        world.Looks(1);

        Assert.Equal(2, world.Nodes.Count(node => node.State == NodeState.Running));
    }
}
