using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>What follows from what people ask of nodes and groups.</summary>
public sealed class HandsOnNodesTests
{
    private const string Checked =
        "size: 3\nhealth: { interval: 1s, grace: 1m, unhealthyAfter: 1, checks: [{ type: http }] }";

    [Fact]
    public void Wish_Replace_AHealthyNodeGoesOnceItsSuccessorIsWell()
    {
        var world = new World("size: 3").Looks(2);
        var old = world.Slots[1].Nodes.Single().Id;
        world.Wish(old, WishKind.Replace);

        world.Looks(4);

        Assert.DoesNotContain(world.Nodes, node => node.Id == old);
        Assert.Equal((3, 4), (world.Machines.Count, world.MostMachines));
        Assert.Equal(ReplaceReason.Asked, world.Slots[1].Lineage.LastReason);
        Assert.Equal(old, world.Slots[1].Lineage.Past.Single().Id);
    }

    [Fact]
    public void Wish_ReplaceOfAnIllNodeThatGetsWellMeanwhile_IsKept()
    {
        var world = new World(Checked) { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var asked = world.Slots[0].Nodes.Single().Id;
        world.Check = node => node.Id == asked ? new HealthLook.Bad("503") : new HealthLook.Unclear("It boots.");
        world.Looks(2);
        var both = world.Slots[0].Nodes.Count;
        world.Wish(asked, WishKind.Replace);
        world.Looks(1);

        world.Check = node => node.Id == asked ? new HealthLook.Good() : new HealthLook.Unclear("It boots.");
        world.Looks(5);
        world.Check = _ => new HealthLook.Good();
        world.Looks(5);

        Assert.Equal(2, both);
        Assert.DoesNotContain(world.Nodes, node => node.Id == asked);
        Assert.Equal((3, 4), (world.Machines.Count, world.MostMachines));
    }

    [Fact]
    public void Wish_ReplaceWhileTheGroupShrinks_ThatNodeGoesAndAHealthyOneStays()
    {
        var world = new World("size: 3\nrepair: { order: terminateFirst }").Looks(2);
        var asked = world.Slots[0].Nodes.Single().Id;
        world.Wish(asked, WishKind.Replace);
        world.Change("size: 1\nrepair: { order: terminateFirst }");

        world.Look();

        var staying = world.Nodes.Single(node => !node.IsLeaving);
        Assert.NotEqual(asked, staying.Id);
        Assert.Equal((NodeState.Running, HealthStatus.Healthy), (staying.State, staying.Health.Status));
    }

    [Fact]
    public void Wish_QuarantineWhileTheGroupShrinks_ThatNodeIsTheOneThatLeaves()
    {
        var world = new World("size: 4").Looks(2);
        world.Wish(world.Slots[1].Nodes.Single().Id, WishKind.Quarantine, TimeSpan.FromMinutes(10));
        world.Change("size: 3");

        world.Looks(3);

        Assert.Equal((4, 4), (world.Machines.Count, world.MostMachines));
        Assert.Equal(3, world.Nodes.Count(node => node.State == NodeState.Running));
        Assert.DoesNotContain(world.Events, told => told is { Kind: EventKind.NodeDeleting, Reason: "ScaledIn" });
    }

    [Fact]
    public void Hold_Protected_NeitherRepairedNorUpdatedNorScaledIn()
    {
        var world = new World(Checked) { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var held = world.Slots[0].Nodes.Single().Id;
        world.HoldNode(held, HoldKind.Protected);
        world.Check = node => node.Id == held ? new HealthLook.Bad("503") : new HealthLook.Good();

        world.Looks(5);
        var repaired = world.Nodes.Any(node => node.Id == held);
        world.Change("size: 1\ninit: other");
        world.Looks(10);

        Assert.True(repaired);
        Assert.Contains(held, world.Nodes.Single().Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Hold_ThatExpires_LeavesTheNodeToTheRulesAgain()
    {
        var world = new World("size: 2").Looks(2);
        var held = world.Slots[0].Nodes.Single().Id;
        world.HoldNode(held, HoldKind.Protected, TimeSpan.FromSeconds(30));
        world.Change("size: 0");

        world.Looks(20);
        var during = world.Nodes.Select(node => node.Id).ToList();
        world.Looks(20);

        Assert.Equal([held], during);
        Assert.Empty(world.Machines);
        Assert.Contains(world.Events, told => told is { Kind: EventKind.NodeReleased, Reason: "Expired" });
    }

    [Fact]
    public void Wish_Drain_TheNodeStandsByAndNobodyTakesItsPlace()
    {
        var world = new World("size: 3") { Drain = _ => new Sdk.Flavours.FlavourAnswer.Done() };
        world.Looks(2);
        var node = world.Slots[0].Nodes.Single().Id;
        world.Wish(node, WishKind.Drain);

        world.Looks(5);

        var standing = world.Nodes.Single(known => known.Id == node);
        Assert.Equal((HoldKind.Standby, true), (standing.Hold!.Kind, standing.IsDrained));
        Assert.Equal((3, 3), (world.Machines.Count, world.MostMachines));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
        Assert.Equal(2, world.Status.Healthy);
    }

    [Fact]
    public void Wish_Quarantine_ANewNodeComesAndTheMachineIsKeptUntilItsTime()
    {
        var world = new World("size: 2").Looks(2);
        var node = world.Slots[0].Nodes.Single();
        world.Wish(node.Id, WishKind.Quarantine, TimeSpan.FromMinutes(10));

        world.Looks(5);
        var (kept, state) = (world.Machines.ContainsKey(node.InstanceId!), world.Status!.State);
        var machines = world.Machines.Count;
        world.Looks(700);

        Assert.Equal((true, 3, ConvergenceState.Converged), (kept, machines, state));
        Assert.Equal(2, world.Machines.Count);
        Assert.DoesNotContain(node.InstanceId!, world.Machines.Keys);
    }

    [Fact]
    public void Wish_Forget_TheMachineStaysAndIsNeverTakenForAnUnknownOne()
    {
        var world = new World("size: 2").Looks(2);
        var node = world.Slots[0].Nodes.Single();
        world.Wish(node.Id, WishKind.Forget);

        world.Looks(600);

        Assert.Contains(node.InstanceId!, world.Machines.Keys);
        Assert.Equal(3, world.Machines.Count);
        Assert.DoesNotContain(world.Events, told => told.Kind == EventKind.UnknownInstanceSeen);
    }

    [Fact]
    public void Adopt_AMachineWithoutOurLabels_BecomesTheNodesMachine()
    {
        var world = new World("size: 0").Looks(1);
        world.Change("size: 1");
        var machine = world.AddMachine(null).Id;
        world.Place("0", machine);

        world.Looks(4);

        Assert.Equal(machine, world.Nodes.Single().InstanceId);
        Assert.Single(world.Machines);
    }

    [Theory]
    [InlineData(WishKind.Replace)]
    [InlineData(WishKind.Forget)]
    public void Adopt_ThePersonThinksBetterOfItAtOnce_TheMachineIsLeftAlone(WishKind wish)
    {
        var world = new World("size: 0").Looks(1);
        world.Change("size: 1\nrepair: { order: terminateFirst }");
        var machine = world.AddMachine(null).Id;
        world.Place("0", machine);
        world.Wish("adopted", wish);

        world.Look();

        Assert.Empty(world.Machines[machine].Labels);
        Assert.DoesNotContain(world.Nodes, node => node is { Id: "adopted", IsLeaving: false });
    }

    [Fact]
    public void Adopt_MachinesThatAFreedClusterLeft_FillTheGroupAndNoneIsMade()
    {
        var world = new World("size: 2");
        var left = new[] { world.AddMachine("old1").Id, world.AddMachine("old2").Id };

        world.Looks(3);

        Assert.Equal(left, world.Nodes.Select(node => node.InstanceId));
        Assert.Equal(2, world.MostMachines);
    }

    [Fact]
    public void Hold_FreedGroup_IsLeftAloneAndManagedAgainWithTheSameMachines()
    {
        var world = new World("size: 2").Looks(2);
        var machines = world.Machines.Keys.ToList();
        world.Hold = new GroupHold(GroupHoldKind.Freed, "ada", null, world.Now);
        world.Change("size: 5");
        world.SetState(machines[0], InstanceState.Stopped);
        world.Looks(5);
        var freed = world.Machines.Keys.ToList();
        world.SetState(machines[0], InstanceState.Running);
        world.Change("size: 2");

        world.Hold = null;
        world.Looks(5);

        Assert.Equal(machines, freed);
        Assert.Equal(machines, world.Machines.Keys);
    }

    [Fact]
    public void Hold_FreedGroupThatIsDeleted_LeavesItsMachines()
    {
        var world = new World("size: 2").Looks(2);
        world.Hold = new GroupHold(GroupHoldKind.Freed, "ada", null, world.Now);
        world.Remove();

        world.Looks(3);

        Assert.Equal(2, world.Machines.Count);
        Assert.Empty(world.Slots);
        Assert.True(StatusReport.IsGone(world.View(), world.Status!));
    }

    [Fact]
    public void Hold_PausedByAPerson_NothingIsCreatedOrRemoved()
    {
        var world = new World("size: 2").Looks(2);
        world.Hold = new GroupHold(GroupHoldKind.Paused, "ada", "upgrade of the network", world.Now);
        world.Change("size: 4");

        world.Looks(5);

        Assert.Equal(2, world.Machines.Count);
        var said = world.Status!.Conditions.Single(condition => condition.Type == "Paused");
        Assert.Contains("ada paused it: upgrade of the network", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_Unhealthy_CountsAtOnceAndUntilItsTime()
    {
        var world = new World("size: 1\nrepair: { auto: false }").Looks(2);
        var id = world.Nodes.Single().Id;
        world.Touch(
            id,
            node =>
                node with
                {
                    External = new ExternalHealth(false, "disk", "ada", world.Now, world.Now.AddSeconds(10)),
                }
        );

        world.Look();
        var during = world.Nodes.Single();
        world.Looks(15);

        Assert.Equal((NodeState.Unhealthy, "external"), (during.State, during.Health.Check));
        Assert.Equal(NodeState.Running, world.Nodes.Single().State);
    }

    [Fact]
    public void External_UnhealthyTakenBack_TheNodeIsNotReplacedBeforeItsChecksSaySo()
    {
        var text = Checked.Replace("unhealthyAfter: 1", "unhealthyAfter: 1, healthyAfter: 3", StringComparison.Ordinal);
        var world = new World(text) { Check = _ => new HealthLook.Good() };
        world.Looks(6);
        var id = world.Slots[0].Nodes.Single().Id;
        world.HoldNode(id, HoldKind.Protected);
        world.Touch(id, node => node with { External = new ExternalHealth(false, "disk", "ada", world.Now, null) });
        world.Looks(2);
        var ill = world.Slots[0].Nodes.Single().State;

        world.Touch(id, node => node with { External = null, Hold = null });
        world.Looks(6);

        var node = world.Slots[0].Nodes.Single();
        Assert.Equal((NodeState.Unhealthy, id), (ill, node.Id));
        Assert.Equal((NodeState.Running, HealthStatus.Healthy), (node.State, node.Health.Status));
        Assert.Equal(3, world.MostMachines);
    }

    [Fact]
    public void External_Healthy_CountsMoreThanBadChecks()
    {
        var world = new World(Checked) { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var id = world.Slots[0].Nodes.Single().Id;
        world.Touch(id, node => node with { External = new ExternalHealth(true, "known", "ada", world.Now, null) });
        world.Check = node => node.Id == id ? new HealthLook.Bad("503") : new HealthLook.Good();

        world.Looks(10);

        Assert.Equal(NodeState.Running, world.Nodes.Single(node => node.Id == id).State);
        Assert.Equal(3, world.MostMachines);
    }
}
