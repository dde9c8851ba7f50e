using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Specs;
using Xunit;
using Changed = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.HoldChange>.Changed;
using Lifted = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.GroupChange>;
using Refused = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.HoldChange>.Refused;
using Same = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.HoldChange>.Same;

namespace Kadende.Core.Tests.Hands;

public sealed class GroupHandsTests
{
    private static readonly GroupHold Paused = new(GroupHoldKind.Paused, "bob", null, Slots.Now);
    private static readonly GroupHold Freed = new(GroupHoldKind.Freed, "bob", null, Slots.Now);

    [Theory]
    [InlineData(GroupAsk.Pause, GroupHoldKind.Paused, EventKind.GroupPaused)]
    [InlineData(GroupAsk.Free, GroupHoldKind.Freed, EventKind.GroupFreed)]
    public void Decide_ManagedGroup_IsHeld(GroupAsk ask, GroupHoldKind kind, EventKind told)
    {
        var changed = Assert.IsType<Changed>(Decide(Cluster(), Slots.Web, ask));

        Assert.Equal(new GroupHold(kind, "ann", "why", Slots.Now), changed.Change.After.HoldOf(Slots.Web));
        Assert.Null(changed.Change.After.Hold);
        Assert.Equal(
            (told, Slots.Web, "ann"),
            (changed.Change.Told.Kind, changed.Change.Told.Group, changed.Change.Told.Actor)
        );
    }

    [Fact]
    public void Decide_WholeCluster_HoldsEveryGroup()
    {
        var changed = Assert.IsType<Changed>(Decide(Cluster(), null, GroupAsk.Pause));

        Assert.Equal(GroupHoldKind.Paused, changed.Change.After.HoldOf(GroupPath.Parse("any/group"))!.Kind);
        Assert.Null(changed.Change.Told.Group);
    }

    [Theory]
    [InlineData(GroupAsk.Resume, GroupHoldKind.Paused, EventKind.GroupResumed)]
    [InlineData(GroupAsk.Manage, GroupHoldKind.Freed, EventKind.GroupManaged)]
    public void Decide_HeldGroup_IsLetGo(GroupAsk ask, GroupHoldKind kind, EventKind told)
    {
        var held = Cluster(own: new GroupHold(kind, "bob", null, Slots.Now));

        var changed = Assert.IsType<Changed>(Decide(held, Slots.Web, ask));

        Assert.Empty(changed.Change.After.GroupHolds);
        Assert.Equal(told, changed.Change.Told.Kind);
    }

    [Fact]
    public void Decide_FreePaused_GoesFurther()
    {
        var changed = Assert.IsType<Changed>(Decide(Cluster(own: Paused), Slots.Web, GroupAsk.Free));

        Assert.Equal(GroupHoldKind.Freed, changed.Change.After.HoldOf(Slots.Web)!.Kind);
    }

    [Fact]
    public void Decide_AlreadySo_ChangesNothing()
    {
        Assert.IsType<Same>(Decide(Cluster(own: Paused), Slots.Web, GroupAsk.Pause));
        Assert.IsType<Same>(Decide(Cluster(own: Freed), Slots.Web, GroupAsk.Free));
        Assert.IsType<Same>(Decide(Cluster(outer: Freed), Slots.Web, GroupAsk.Free));
        Assert.IsType<Same>(Decide(Cluster(), Slots.Web, GroupAsk.Resume));
        Assert.IsType<Same>(Decide(Cluster(), Slots.Web, GroupAsk.Manage));
    }

    [Fact]
    public void Decide_AnotherHoldInTheWay_IsRefusedWithTheRightVerb()
    {
        AssertRefused(Decide(Cluster(own: Freed), Slots.Web, GroupAsk.Pause), "manage it first");
        AssertRefused(Decide(Cluster(own: Freed), Slots.Web, GroupAsk.Resume), "manage it instead");
        AssertRefused(Decide(Cluster(own: Paused), Slots.Web, GroupAsk.Manage), "resume it instead");
        AssertRefused(Decide(Cluster(outer: Paused), Slots.Web, GroupAsk.Resume), "resume the cluster");
        AssertRefused(Decide(Cluster(outer: Freed), Slots.Web, GroupAsk.Manage), "manage the cluster");
        AssertRefused(Decide(Cluster(), Slots.Web, GroupAsk.Resume, isPausedBySpec: true), "'paused: true'");
    }

    [Fact]
    public void Lift_OpenBreaker_StaysAsLifted()
    {
        var lifted = Assert.IsType<Lifted.Changed>(
            Breakers.Lift(Status(new Breaker(Slots.Now, "5 of 8.", "zone=a")), Slots.Ask())
        );

        var breaker = lifted.Change.After.Breaker!;
        Assert.Equal((false, "ann", Slots.Now), (breaker.IsOpen, breaker.LiftedBy, breaker.LiftedAt));
        Assert.Equal((EventKind.BreakerLifted, "Lifted"), (lifted.Change.Told.Kind, lifted.Change.Told.Reason));
        Assert.Equal("5 of 8.", lifted.Change.Told.Evidence["opened"]);
    }

    [Fact]
    public void Lift_LiftedBreaker_ChangesNothing() =>
        Assert.IsType<Lifted.Same>(
            Breakers.Lift(Status(new Breaker(Slots.Now, "5 of 8.", null) { LiftedBy = "bob" }), Slots.Ask())
        );

    [Fact]
    public void Lift_ArmedBreaker_IsRefused() =>
        Assert.IsType<Lifted.Refused>(Breakers.Lift(Status(null), Slots.Ask()));

    private static HandDecision<HoldChange> Decide(
        Cluster cluster,
        GroupPath? group,
        GroupAsk ask,
        bool isPausedBySpec = false
    ) => GroupHands.Decide(cluster, group, isPausedBySpec, ask, Slots.Ask("why"));

    private static void AssertRefused(HandDecision<HoldChange> decision, string words) =>
        Assert.Contains(words, Assert.IsType<Refused>(decision).Message, StringComparison.Ordinal);

    private static GroupStatus Status(Breaker? breaker) =>
        new()
        {
            Path = Slots.Web,
            Generation = 1,
            State = ConvergenceState.Degraded,
            Wanted = 8,
            Present = 8,
            Healthy = 3,
            Changing = 0,
            Breaker = breaker,
        };

    private static Cluster Cluster(GroupHold? own = null, GroupHold? outer = null) =>
        new()
        {
            Id = "c1",
            Team = "team",
            Name = "shop",
            Generation = 1,
            Source = SpecSource.Of(""),
            CreatedAt = Slots.Now,
            ChangedAt = Slots.Now,
            Hold = outer,
            GroupHolds = own is null ? new Dictionary<GroupPath, GroupHold>() : new() { [Slots.Web] = own },
        };
}
