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
    public void TraysOf_AnyTwoGroups_HoldsTheGroupsOwnTraysOnly() =>
        Gen.Select(Paths, Paths, Names)
            .Sample(
                (group, other, slot) => TableKeys.TraysOf(group).Holds(TableKeys.Tray(other, slot)) == (group == other)
            );

    [Theory]
    [InlineData("web", "web2")]
    [InlineData("web", "web/sub")]
    [InlineData("web", "web.sub")]
    [InlineData("web", "web-sub")]
    [InlineData("web", "web_sub")]
    [InlineData("web/sub", "web")]
    [InlineData("web/a", "web/a/a")]
    public void TraysOf_GroupWithSimilarName_HoldsNoneOfItsTrays(string group, string other) =>
        Assert.False(TableKeys.TraysOf(GroupPath.Parse(group)).Holds(TableKeys.Tray(GroupPath.Parse(other), "0")));

    [Fact]
    public void Tray_AnyGroup_LiesInTheRangeOfAllTraysAndNoOther() =>
        Gen.Select(Paths, Names)
            .Sample(
                (group, slot) =>
                {
                    var key = TableKeys.Tray(group, slot);
                    return TableKeys.Trays.Holds(key)
                        && TableKeys.IsTray(key)
                        && !TableKeys.HeadAndGroups.Holds(key)
                        && !TableKeys.Events.Holds(key)
                        && !TableKeys.Generations.Holds(key);
                }
            );

    [Theory]
    [InlineData("0", "s|web!n00000")]
    [InlineData("49", "s|web!n00000")]
    [InlineData("50", "s|web!n00001")]
    [InlineData("9999", "s|web!n00199")]
    [InlineData("db-1", "s|web!x01")]
    public void Tray_Slot_LiesOnTheTrayThatEarlierVersionsPutItOn(string slot, string key) =>
        Assert.Equal(key, TableKeys.Tray(GroupPath.Parse("web"), slot));

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
