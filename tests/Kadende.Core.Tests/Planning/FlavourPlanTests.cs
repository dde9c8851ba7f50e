using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class FlavourPlanTests
{
    [Fact]
    public void Plan_FlavourAtWork_TheNodeIsRunningOnlyWhenItIsDone()
    {
        FlavourAnswer answer = new FlavourAnswer.Working("apt-get");
        var world = new World("size: 1") { Flavour = _ => answer };
        world.Looks(3);
        var during = world.Nodes.Single();
        answer = new FlavourAnswer.Done();

        world.Looks(2);

        Assert.Equal((NodeState.Provisioning, "apt-get"), (during.State, during.Doing));
        Assert.Equal((NodeState.Running, 1), (world.Nodes.Single().State, world.Nodes.Single().FlavoursDone));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
        Assert.Contains(world.Events, told => told.Kind == EventKind.NodeProvisioned);
    }

    [Fact]
    public void Plan_FlavourFails_TheNodeIsReplacedWithGrowingDelay()
    {
        var world = new World("size: 1") { Flavour = _ => new FlavourAnswer.Failed("exit 1") };

        world.Looks(120);

        var made = world.Events.Count(told => told.Kind == EventKind.NodeCreating);
        Assert.InRange(made, 4, 6);
        Assert.True(world.Slots[0].Lineage.ShortLives >= 3);
        Assert.Contains("exit 1", world.Slots[0].Lineage.Past[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_FlavourNeverDone_TheMachineIsReplacedAfterTheCreateTimeout()
    {
        var world = new World("size: 1\ncreateTimeout: 30s\nhealth: { grace: 10s }")
        {
            Flavour = node => node.Id == "look1-0" ? new FlavourAnswer.Working("apt-get") : new FlavourAnswer.Done(),
        };
        world.Looks(2);
        var first = world.Nodes.Single().Id;

        world.Looks(60);

        Assert.DoesNotContain(world.Nodes, node => node.Id == first);
        Assert.Contains(
            world.Events,
            told =>
                told.Kind == EventKind.NodeProvisioningFailed
                && told.Message.Contains("apt-get", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Plan_SurplusNodeWithWork_DrainsBeforeItsMachineGoes()
    {
        FlavourAnswer answer = new FlavourAnswer.Working("2 tasks");
        var world = new World("size: 2") { Drain = _ => answer };
        world.Looks(2);
        world.Change("size: 1");
        world.Looks(10);
        var during = (world.Machines.Count, world.Nodes.Count(node => node.State == NodeState.Draining));
        answer = new FlavourAnswer.Done();

        world.Looks(4);

        Assert.Equal((2, 1), during);
        Assert.Single(world.Machines);
        Assert.Contains(world.Events, told => told is { Kind: EventKind.NodeDrained, Reason: "Drained" });
    }

    [Fact]
    public void Plan_DrainThatNeverEnds_IsOverAfterItsTime()
    {
        var world = new World("size: 1") { Drain = _ => new FlavourAnswer.Working("2 tasks") };
        world.Looks(2);
        world.Change("size: 0");

        world.Looks(280);
        var before = world.Machines.Count;
        world.Looks(40);

        Assert.Equal((1, 0), (before, world.Machines.Count));
        Assert.Contains(world.Events, told => told is { Kind: EventKind.NodeDrained, Reason: "TimedOut" });
    }

    [Fact]
    public void Plan_MachineComesUpAfterItsTime_IsConfiguredAllTheSame()
    {
        var world = new World("size: 1\nrepair: { auto: false }")
        {
            Flavour = _ => new FlavourAnswer.Done(),
            NewMachinesAre = InstanceState.Starting,
        };
        world.Looks(25, TimeSpan.FromMinutes(1));
        var before = world.Nodes.Single();
        world.SetState(before.InstanceId!, InstanceState.Running);

        world.Looks(3);

        Assert.Equal(NodeState.Unhealthy, before.State);
        Assert.Equal((NodeState.Running, 1), (world.Nodes.Single().State, world.Nodes.Single().FlavoursDone));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_DrainEndsInTheLookInWhichTheSuccessorFallsIll_BothAreSeenTo()
    {
        var world = new World("size: 1") { Drain = _ => new FlavourAnswer.Done() };
        world.Looks(2);
        world.Change("size: 1\ninit: second");
        world.Looks(2);
        var before = world.Nodes.Select(node => (node.State, node.IsDrained)).First();
        world.StopOne();

        world.Looks(1);

        Assert.Equal((NodeState.Draining, true), before);
        Assert.Equal([NodeState.Deleting, NodeState.Unhealthy], world.Nodes.Select(node => node.State).Take(2));
    }

    [Fact]
    public void Plan_SurplusNodeWhileTheProviderCannotBeListed_DrainsAllTheSame()
    {
        var world = new World("size: 1") { Drain = _ => new FlavourAnswer.Working("2 tasks") };
        world.Looks(2);
        world.Down = "It is down.";
        world.Change("size: 0");

        world.Looks(3);

        Assert.Equal(NodeState.Draining, world.Nodes.Single().State);
        Assert.Single(world.Machines);
    }

    [Fact]
    public void Plan_DrainedNodeThatIsResumed_IsConfiguredAnew()
    {
        var calls = 0;
        var world = new World("size: 1")
        {
            Flavour = _ =>
            {
                calls++;
                return new FlavourAnswer.Done();
            },
            Drain = _ => new FlavourAnswer.Done(),
        };
        world.Looks(3);
        var id = world.Nodes.Single().Id;
        world.Wish(id, WishKind.Drain);
        world.Looks(3);
        world.Touch(id, node => node with { Hold = null });

        world.Looks(3);

        Assert.Equal(2, calls);
        Assert.Equal((NodeState.Running, false), (world.Nodes.Single().State, world.Nodes.Single().IsDrained));
    }
}
