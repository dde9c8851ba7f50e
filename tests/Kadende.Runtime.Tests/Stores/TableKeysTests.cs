using CsCheck;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class TableKeysTests
{
    private static readonly string[] Beginnings = ["a", "web", "web2", "Z", "0"];

    private static readonly Gen<string> Names = Gen.Select(
        Gen.Int[0, 4].Select(index => Beginnings[index]),
        Gen.String[Gen.Char["azAZ09.-_"], 0, 6],
        (first, rest) => first + rest
    );

    private static readonly Gen<GroupPath> Paths = Names
        .Array[1, 3]
        .Select(names => GroupPath.Parse(string.Join('/', names)));

    [Fact]
    public void SlotsOf_AnyTwoGroups_HoldsTheGroupsOwnSlotsOnly() =>
        Gen.Select(Paths, Paths, Names)
            .Sample(
                (group, other, slot) => TableKeys.SlotsOf(group).Holds(TableKeys.Slot(other, slot)) == (group == other)
            );

    [Theory]
    [InlineData("web", "web2")]
    [InlineData("web", "web/sub")]
    [InlineData("web", "web.sub")]
    [InlineData("web", "web-sub")]
    [InlineData("web", "web_sub")]
    [InlineData("web/sub", "web")]
    [InlineData("web/a", "web/a/a")]
    public void SlotsOf_GroupWithSimilarName_HoldsNoneOfItsSlots(string group, string other) =>
        Assert.False(TableKeys.SlotsOf(GroupPath.Parse(group)).Holds(TableKeys.Slot(GroupPath.Parse(other), "0")));

    [Fact]
    public void Slot_AnyGroup_LiesInTheRangeOfAllSlotsAndNoOther() =>
        Gen.Select(Paths, Names)
            .Sample(
                (group, slot) =>
                {
                    var key = TableKeys.Slot(group, slot);
                    return TableKeys.Slots.Holds(key)
                        && TableKeys.IsSlot(key)
                        && !TableKeys.HeadAndGroups.Holds(key)
                        && !TableKeys.Events.Holds(key)
                        && !TableKeys.Generations.Holds(key);
                }
            );

    [Fact]
    public void Group_AnyGroup_LiesBesideTheHead() =>
        Paths.Sample(group =>
            TableKeys.HeadAndGroups.Holds(TableKeys.Group(group)) && TableKeys.HeadAndGroups.Holds(TableKeys.Head)
        );

    [Fact]
    public void Generation_LaterGeneration_SortsBehind() =>
        Gen.Select(Gen.Long[1, 999_999_999], Gen.Long[1, 999_999_999])
            .Sample(
                (one, two) =>
                    Math.Sign(string.CompareOrdinal(TableKeys.Generation(one), TableKeys.Generation(two)))
                        == one.CompareTo(two)
                    && TableKeys.ReadGeneration(TableKeys.Generation(one)) == one
            );

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a!b")]
    [InlineData("a$b")]
    [InlineData("a|b")]
    [InlineData("")]
    public void Cluster_TextThatIsNoName_IsRefused(string id) =>
        Assert.Throws<ArgumentException>(() => TableKeys.Cluster(id));
}
