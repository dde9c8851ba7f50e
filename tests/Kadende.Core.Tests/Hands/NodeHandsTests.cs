using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Xunit;
using Changed = Kadende.Core.Hands.HandDecision<Kadende.Core.Planning.SlotChange>.Changed;
using Refused = Kadende.Core.Hands.HandDecision<Kadende.Core.Planning.SlotChange>.Refused;
using Same = Kadende.Core.Hands.HandDecision<Kadende.Core.Planning.SlotChange>.Same;
using Wrong = Kadende.Core.Hands.HandDecision<Kadende.Core.Planning.SlotChange>.Wrong;

namespace Kadende.Core.Tests.Hands;

public sealed class NodeHandsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(WishKind.Replace)]
    [InlineData(WishKind.Drain)]
    [InlineData(WishKind.Forget)]
    public void Wish_RunningNode_IsNotedWithItsEvent(WishKind kind)
    {
        var changed = Assert.IsType<Changed>(Decide(Slots.Node(), new NodeAsk.Wish(kind), Slots.Ask("it smells.")));

        Assert.Equal(new NodeWish(kind, "ann", "it smells.", Slots.Now, null), After(changed).Wish);
        var told = Assert.Single(changed.Change.Events);
        Assert.Equal(
            (EventKind.NodeAsked, kind.ToString(), "ann", "n1"),
            (told.Kind, told.Reason, told.Actor, told.Node)
        );
        Assert.EndsWith(": it smells.", told.Message, StringComparison.Ordinal);
        Assert.Equal(("it smells.", "i-n1"), (told.Evidence["reason"], told.Evidence["instanceId"]));
    }

    [Fact]
    public void Wish_Second_ReplacesTheFirst()
    {
        var asked = Slots.Node() with { Wish = new NodeWish(WishKind.Drain, "bob", null, Slots.Now, null) };

        var changed = Assert.IsType<Changed>(Decide(asked, new NodeAsk.Wish(WishKind.Forget), Slots.Ask()));

        Assert.Equal((WishKind.Forget, "ann"), (After(changed).Wish!.Kind, After(changed).Wish!.Actor));
    }

    [Fact]
    public void Wish_SameAgain_ChangesNothing()
    {
        var asked = Slots.Node() with { Wish = new NodeWish(WishKind.Replace, "bob", null, Slots.Now, null) };

        Assert.IsType<Same>(Decide(asked, new NodeAsk.Wish(WishKind.Replace), Slots.Ask()));
    }

    [Theory]
    [InlineData(NodeState.Deleting, WishKind.Replace, "being removed")]
    [InlineData(NodeState.Deleting, WishKind.Forget, "being removed")]
    [InlineData(NodeState.Draining, WishKind.Replace, "can only be forgotten")]
    [InlineData(NodeState.Quarantined, WishKind.Replace, "taken its place already")]
    [InlineData(NodeState.Creating, WishKind.Drain, "no machine yet")]
    public void Wish_NodeThatCannot_IsRefusedInWords(NodeState state, WishKind kind, string words) =>
        AssertRefused(Decide(Slots.Node(state: state), new NodeAsk.Wish(kind), Slots.Ask()), words);

    [Theory]
    [InlineData(NodeState.Pending)]
    [InlineData(NodeState.Draining)]
    [InlineData(NodeState.Quarantined)]
    public void Forget_NodeThatIsNotBeingRemoved_IsTaken(NodeState state) =>
        Assert.IsType<Changed>(Decide(Slots.Node(state: state), new NodeAsk.Wish(WishKind.Forget), Slots.Ask()));

    [Fact]
    public void Replace_NodeWithASuccessor_IsRefusedWithItsName()
    {
        var slot = Slots.Of(Slots.Node(), Slots.Node("n2", NodeState.Provisioning));

        var decision = NodeHands.Decide(slot, "n1", new NodeAsk.Wish(WishKind.Replace), Slots.Ask());

        AssertRefused(decision, "by node n2");
    }

    [Fact]
    public void Wish_OfASuccessor_ChangesOnlyThatNode()
    {
        var slot = Slots.Of(Slots.Node(), Slots.Node("n2", NodeState.Provisioning));

        var decision = NodeHands.Decide(slot, "n2", new NodeAsk.Wish(WishKind.Forget), Slots.Ask());

        var after = Assert.IsType<Changed>(decision).Change.After!;
        Assert.Equal([null, WishKind.Forget], after.Nodes.Select(node => node.Wish?.Kind));
    }

    [Fact]
    public void Quarantine_WithAnEnd_IsNotedWithIt()
    {
        var changed = Assert.IsType<Changed>(
            Decide(Slots.Node(), new NodeAsk.Wish(WishKind.Quarantine), Slots.Ask(length: Hour))
        );

        Assert.Equal(Slots.Now + Hour, After(changed).Wish!.Until);
        Assert.True(changed.Change.Events[0].Evidence.ContainsKey("until"));
    }

    [Fact]
    public void Quarantine_Again_MovesItsEnd()
    {
        var kept = Slots.Node(state: NodeState.Quarantined) with { KeepUntil = Slots.Now + Hour };

        var changed = Assert.IsType<Changed>(
            Decide(kept, new NodeAsk.Wish(WishKind.Quarantine), Slots.Ask(length: 2 * Hour))
        );

        Assert.Equal((Slots.Now + (2 * Hour), null), (After(changed).KeepUntil, After(changed).Wish));
    }

    [Theory]
    [InlineData(null, "until is missing")]
    [InlineData(0, "must be in the future")]
    [InlineData(-1, "must be in the future")]
    [InlineData(721, "at most 30 days")]
    public void Quarantine_BadEnd_IsAFault(int? hours, string words)
    {
        var asking = Slots.Ask(length: hours is { } some ? some * Hour : null);

        var wrong = Assert.IsType<Wrong>(Decide(Slots.Node(), new NodeAsk.Wish(WishKind.Quarantine), asking));

        Assert.Equal("until", wrong.Fault.Path);
        Assert.Contains(words, wrong.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WishKind.Replace)]
    [InlineData(WishKind.Drain)]
    [InlineData(WishKind.Forget)]
    public void Wish_DoneOnceWithAnEnd_IsAFault(WishKind kind) =>
        Assert.IsType<Wrong>(Decide(Slots.Node(), new NodeAsk.Wish(kind), Slots.Ask(length: Hour)));

    [Theory]
    [InlineData(HoldKind.Protected)]
    [InlineData(HoldKind.Standby)]
    public void Hold_RunningNode_IsHeldUntilItsEnd(HoldKind kind)
    {
        var asked = Slots.Node() with { Wish = new NodeWish(WishKind.Replace, "bob", null, Slots.Now, null) };

        var changed = Assert.IsType<Changed>(Decide(asked, new NodeAsk.Hold(kind), Slots.Ask("mine", Hour)));

        Assert.Equal(new NodeHold(kind, "ann", "mine", Slots.Now, Slots.Now + Hour), After(changed).Hold);
        Assert.Null(After(changed).Wish);
        Assert.Equal(
            (EventKind.NodeHeld, kind.ToString()),
            (changed.Change.Events[0].Kind, changed.Change.Events[0].Reason)
        );
    }

    [Fact]
    public void Hold_SameAgain_ChangesNothing()
    {
        var held = Slots.Node() with { Hold = new NodeHold(HoldKind.Protected, "bob", null, Slots.Now, null) };

        Assert.IsType<Same>(Decide(held, new NodeAsk.Hold(HoldKind.Protected), Slots.Ask()));
    }

    [Fact]
    public void Hold_ThatIsOver_IsHeldAnew()
    {
        var over = new NodeHold(HoldKind.Protected, "bob", null, Slots.Now - Hour, Slots.Now);

        var decision = Decide(Slots.Node() with { Hold = over }, new NodeAsk.Hold(HoldKind.Protected), Slots.Ask());

        Assert.Equal("ann", After(Assert.IsType<Changed>(decision)).Hold!.Actor);
    }

    [Theory]
    [InlineData(NodeState.Deleting, HoldKind.Protected, "cannot be protected any more")]
    [InlineData(NodeState.Draining, HoldKind.Protected, "cannot be protected any more")]
    [InlineData(NodeState.Quarantined, HoldKind.Standby, "is in quarantine")]
    [InlineData(NodeState.Creating, HoldKind.Standby, "no machine yet")]
    public void Hold_NodeThatCannot_IsRefusedInWords(NodeState state, HoldKind kind, string words) =>
        AssertRefused(Decide(Slots.Node(state: state), new NodeAsk.Hold(kind), Slots.Ask()), words);

    [Fact]
    public void Hold_EndThatIsOver_IsAFault() =>
        Assert.IsType<Wrong>(
            Decide(Slots.Node(), new NodeAsk.Hold(HoldKind.Protected), Slots.Ask(length: TimeSpan.Zero))
        );

    [Fact]
    public void Resume_HeldAndAsked_TakesBothBackAndLeavesTheDrainToTheNextLook()
    {
        var held = Slots.Node() with
        {
            Hold = new NodeHold(HoldKind.Standby, "bob", null, Slots.Now, null),
            Wish = new NodeWish(WishKind.Drain, "bob", null, Slots.Now, null),
            IsDrained = true,
        };

        var changed = Assert.IsType<Changed>(Decide(held, new NodeAsk.Resume(), Slots.Ask()));

        Assert.Equal((null, null, true), (After(changed).Hold, After(changed).Wish, After(changed).IsDrained));
        Assert.Equal(
            (EventKind.NodeReleased, "Resumed"),
            (changed.Change.Events[0].Kind, changed.Change.Events[0].Reason)
        );
    }

    [Fact]
    public void Resume_NotHeld_ChangesNothing() =>
        Assert.IsType<Same>(Decide(Slots.Node(), new NodeAsk.Resume(), Slots.Ask()));

    [Fact]
    public void Resume_Quarantined_IsRefused() =>
        AssertRefused(
            Decide(Slots.Node(state: NodeState.Quarantined), new NodeAsk.Resume(), Slots.Ask()),
            "cannot return"
        );

    [Theory]
    [InlineData(true, "SetHealthy")]
    [InlineData(false, "SetUnhealthy")]
    public void SetHealth_RunningNode_IsNotedWithWhoSaidIt(bool isHealthy, string reason)
    {
        var changed = Assert.IsType<Changed>(
            Decide(Slots.Node(), new NodeAsk.SetHealth(isHealthy), Slots.Ask("seen", Hour))
        );

        Assert.Equal(
            new ExternalHealth(isHealthy, "seen", "ann", Slots.Now, Slots.Now + Hour),
            After(changed).External
        );
        Assert.Equal(
            (EventKind.NodeHealthSet, reason),
            (changed.Change.Events[0].Kind, changed.Change.Events[0].Reason)
        );
    }

    [Fact]
    public void SetHealth_SameAgain_ChangesNothing()
    {
        var said = Slots.Node() with { External = new ExternalHealth(false, "seen", "bob", Slots.Now, null) };

        Assert.IsType<Same>(Decide(said, new NodeAsk.SetHealth(false), Slots.Ask("seen")));
    }

    [Theory]
    [InlineData(NodeState.Pending)]
    [InlineData(NodeState.Deleting)]
    [InlineData(NodeState.Quarantined)]
    public void SetHealth_NodeWithoutAUsableMachine_IsRefused(NodeState state) =>
        Assert.IsType<Refused>(Decide(Slots.Node(state: state), new NodeAsk.SetHealth(true), Slots.Ask()));

    [Fact]
    public void ClearHealth_WhatWasSaid_IsTakenBack()
    {
        var said = Slots.Node() with { External = new ExternalHealth(false, "seen", "bob", Slots.Now, null) };

        var changed = Assert.IsType<Changed>(Decide(said, new NodeAsk.ClearHealth(), Slots.Ask()));

        Assert.Null(After(changed).External);
        Assert.Equal("Cleared", changed.Change.Events[0].Reason);
    }

    [Fact]
    public void ClearHealth_NothingSaid_ChangesNothing() =>
        Assert.IsType<Same>(Decide(Slots.Node(), new NodeAsk.ClearHealth(), Slots.Ask()));

    private static HandDecision<SlotChange> Decide(Node node, NodeAsk ask, Asking asking) =>
        NodeHands.Decide(Slots.Of(node), node.Id, ask, asking);

    private static Node After(Changed changed) => Assert.Single(changed.Change.After!.Nodes);

    private static void AssertRefused(HandDecision<SlotChange> decision, string words) =>
        Assert.Contains(words, Assert.IsType<Refused>(decision).Message, StringComparison.Ordinal);
}
