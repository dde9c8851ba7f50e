using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>What is counted over a whole group, and what a list that shows nothing is worth.</summary>
public sealed class SharedBudgetTests
{
    [Fact]
    public void RestsOnGroup_WhatIsOnlyObserved_DoesNot()
    {
        var world = new World("size: 3") { NewMachinesAre = InstanceState.Starting };

        var filled = world.Look();
        world.SetState(world.Machines.Keys.First(), InstanceState.Running);
        var observed = world.Look();

        Assert.All(filled.Changes, change => Assert.True(change.RestsOnGroup));
        Assert.False(Assert.Single(observed.Changes).RestsOnGroup);
    }

    [Fact]
    public void RestsOnGroup_ScalingInAndReplacing_Do()
    {
        var world = new World("size: 3").Looks(2);

        world.Change("size: 2");
        var scaled = world.Look();
        world.Looks(3);
        world.Change("size: 2\ninit: other");
        var updated = world.Look();

        Assert.Single(scaled.Changes, change => change.RestsOnGroup);
        Assert.Single(updated.Changes, change => change.RestsOnGroup);
    }

    [Fact]
    public void Plan_ListEmptyOnce_NothingIsTakenForGone()
    {
        var world = new World("size: 3").Looks(2);
        var before = world.Nodes.Select(node => node.Id).ToList();

        world.Hidden.UnionWith(world.Machines.Keys);
        world.Looks(1);
        world.Hidden.Clear();
        world.Looks(3);

        Assert.Equal(before, world.Nodes.Select(node => node.Id));
        Assert.DoesNotContain(world.Events, told => told.Kind == EventKind.NodeMissing);
    }

    [Fact]
    public void Plan_ListEmptyTwice_IsBelieved()
    {
        var world = new World("size: 3").Looks(2);

        world.Machines.Clear();
        world.Looks(2);

        Assert.Equal(3, world.Events.Count(told => told.Kind == EventKind.NodeMissing));
    }

    [Fact]
    public void Plan_SuccessorWithItsFirstGoodAnswer_StillCountsAsUnderRepair()
    {
        var world = new World(
            "size: 4\nhealth: { interval: 1s, grace: 0s, unhealthyAfter: 1, healthyAfter: 3, checks: [{ type: http }] }\n"
                + "repair: { maxInFlight: 1 }"
        )
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(8);
        var ill = world.Slots.Take(2).Select(slot => slot.Nodes.Single().Id).ToList();
        world.Check = node => ill.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();

        var most = 0;
        for (var look = 0; look < 4; look++)
        {
            world.Looks(1);
            most = Math.Max(most, world.Slots.Count(slot => slot.Nodes.Count(node => !node.IsLeaving) > 1));
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public void Begun_OldNodeGoesFirst_CountsWithItsRemovalAndNotAgainWhenTheNextIsMade()
    {
        var world = new World("logicalIds: [a, b]").Looks(2);
        world.Change("logicalIds: [a, b]\ninit: other");

        var removal = world.Look();
        world.Limits = new() { MaxBegun = 0, BegunNote = "The quota is 1." };
        var creation = world.Look();
        world.Looks(5);

        Assert.Equal((1, 0), (removal.Begun, creation.Begun));
        Assert.Single(creation.Acts.OfType<Act.Create>());
        Assert.Equal(2, world.Machines.Count);
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "QuotaReached");
    }

    [Fact]
    public void Plan_EmptiedForARepair_IsFilledAtOnceAlthoughItsMachinesWereShortLived()
    {
        var world = new World(
            "size: 1\nhealth: { interval: 1s, grace: 0s, unhealthyAfter: 1, checks: [{ type: http }] }\n"
                + "repair: { order: terminateFirst, retries: 1, backoff: { from: 10m, to: 30m } }"
        )
        {
            Check = _ => new HealthLook.Bad("503"),
        };
        var wasEmpty = false;
        world.Looks(3);

        for (var look = 0; look < 60 * 60; look++)
        {
            world.Looks(1);
            wasEmpty |= world.Slots.Single().Nodes.Count == 0;
        }

        // It rests while it still has a machine, not after that was taken away.
        Assert.False(wasEmpty);
        Assert.InRange(world.Events.Count(told => told.Kind == EventKind.NodeCreating), 4, 7);
    }

    [Fact]
    public void Hold_SuccessorProtected_StaysWhenTheOldNodeIsWellAgain()
    {
        var world = new World(
            "size: 1\nhealth: { interval: 1s, grace: 0s, unhealthyAfter: 1, healthyAfter: 3, checks: [{ type: http }] }"
        )
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(8);
        var old = world.Nodes.Single().Id;
        world.Check = node => node.Id == old ? new HealthLook.Bad("503") : new HealthLook.Good();
        world.Looks(2);
        var successor = world.Nodes.Single(node => node.Id != old).Id;
        world.HoldNode(successor, HoldKind.Protected);
        world.Check = node => node.Id == old ? new HealthLook.Good() : new HealthLook.Bad("503");

        world.Looks(8);

        Assert.Contains(world.Nodes, node => node.Id == successor && !node.IsLeaving);
    }
}
