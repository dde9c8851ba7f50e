using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Core.Tests.Specs;
using Xunit;
using Changed = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.Adoption>.Changed;
using Refused = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.Adoption>.Refused;
using Wrong = Kadende.Core.Hands.HandDecision<Kadende.Core.Hands.Adoption>.Wrong;

namespace Kadende.Core.Tests.Hands;

public sealed class AdoptionsTests
{
    private static readonly GroupSpec Two = Texts.Good(Texts.GroupWithoutSize("size: 2")).Groups[0];

    [Fact]
    public void Decide_FreePlace_TakesTheFirstFreeNumber()
    {
        var changed = Assert.IsType<Changed>(Decide(Two, [Slots.Keyed("0", Slots.Node())], new AdoptAsk("i-9", null)));

        var (change, raised) = (changed.Change.Change, changed.Change.RaiseSizeTo);
        Assert.Equal((null, null, "1"), (raised, change.Before, change.After!.Key));
        var node = Assert.Single(change.After.Nodes);
        Assert.Equal(
            ("new", NodeState.Creating, "i-9", 4, Two.ConfigHash),
            (node.Id, node.State, node.AdoptId, node.Generation, node.ConfigHash)
        );
        Assert.Equal((EventKind.NodeAsked, "Adopt"), (change.Events[0].Kind, change.Events[0].Reason));
    }

    [Fact]
    public void Decide_FullGroup_RaisesItsSizeByOne()
    {
        Slot[] slots = [Slots.Keyed("0", Slots.Node()), Slots.Keyed("1", Slots.Node("n2"))];

        var changed = Assert.IsType<Changed>(Decide(Two, slots, new AdoptAsk("i-9", null)));

        Assert.Equal((3, "2"), (changed.Change.RaiseSizeTo, changed.Change.Change.Key));
        Assert.Equal(5, changed.Change.Change.After!.Nodes[0].Generation);
    }

    [Fact]
    public void Decide_EmptySlot_KeepsItsLineage()
    {
        var empty = Slots.Keyed("0") with { Lineage = new Lineage { Replacements = 3 } };

        var changed = Assert.IsType<Changed>(Decide(Two, [empty], new AdoptAsk("i-9", null)));

        Assert.Equal(3, changed.Change.Change.After!.Lineage.Replacements);
        Assert.Same(empty, changed.Change.Change.Before);
    }

    [Fact]
    public void Decide_FullAtItsBound_IsRefused()
    {
        var bounded = Texts.Good(Texts.GroupWithoutSize("size: 1\nscaling: { min: 0, max: 1 }")).Groups[0];

        var refused = Assert.IsType<Refused>(
            Decide(bounded, [Slots.Keyed("0", Slots.Node())], new AdoptAsk("i-9", null))
        );

        Assert.Contains("at most 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_MachineThatIsANode_IsRefusedWithItsPlace()
    {
        var refused = Assert.IsType<Refused>(Decide(Two, [Slots.Keyed("0", Slots.Node())], new AdoptAsk("i-n1", null)));

        Assert.Contains("node n1 of slot web/0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_LogicalIdThatIsFree_IsTaken()
    {
        var changed = Assert.IsType<Changed>(Decide(Named(), [], new AdoptAsk("i-9", "b")));

        Assert.Equal((null, "b"), (changed.Change.RaiseSizeTo, changed.Change.Change.Key));
    }

    [Fact]
    public void Decide_LogicalIdThatIsTaken_IsRefused() =>
        Assert.IsType<Refused>(Decide(Named(), [Slots.Keyed("b", Slots.Node())], new AdoptAsk("i-9", "b")));

    [Theory]
    [InlineData(null)]
    [InlineData("z")]
    public void Decide_NoSuchLogicalId_IsAFaultThatListsThem(string? slot)
    {
        var wrong = Assert.IsType<Wrong>(Decide(Named(), [], new AdoptAsk("i-9", slot)));

        Assert.Equal("slot", wrong.Fault.Path);
        Assert.Contains("a, b", wrong.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "instanceId")]
    [InlineData("i\n9", null, "instanceId")]
    [InlineData("i-9", "0", "slot")]
    public void Decide_BadQuestion_IsAFault(string instance, string? slot, string path) =>
        Assert.Equal(path, Assert.IsType<Wrong>(Decide(Two, [], new AdoptAsk(instance, slot))).Fault.Path);

    private static GroupSpec Named() => Texts.Good(Texts.GroupWithoutSize("logicalIds: [a, b]")).Groups[0];

    private static HandDecision<Adoption> Decide(GroupSpec group, IReadOnlyList<Slot> slots, AdoptAsk ask) =>
        Adoptions.Decide(group, slots, ask, "new", 4, Slots.Ask());
}
