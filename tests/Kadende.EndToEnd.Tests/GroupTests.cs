using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

public sealed class GroupTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Create_FileGroupOfOne_TheFileIsThere()
    {
        var cluster = fixture.NewCluster();

        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("one", 1, "file", "{ content: hello }")));

        var node = Assert.Single(await cluster.NodesAsync());
        var path = fixture.Installation.FileOf(node.InstanceId!);
        Assert.EndsWith("hello", await File.ReadAllTextAsync(path, Deadline.Token), StringComparison.Ordinal);
        Assert.Equal([path], fixture.Installation.FilesOf((await cluster.GetAsync()).Id));
    }

    [Fact]
    public async Task Create_GroupsWithinGroups_MachinesOfEveryLevelComeUp()
    {
        var cluster = fixture.NewCluster();
        var spec = Specs.Of(
            cluster.Name,
            Specs.Group("top", 1, "file"),
            Specs.Nest(
                "store",
                "  labels: { tier: store }",
                Specs.Group("primary", 2, "file"),
                Specs.Nest("deep", Specs.Group("leaf", 3, "simulated"))
            )
        );

        var seen = await cluster.ReachAsync(spec);

        Assert.Equal(
            [("top", 1), ("store/primary", 2), ("store/deep/leaf", 3)],
            seen.Groups.Select(group => (group.Path, group.Healthy))
        );
        var inside = (await cluster.NodesAsync()).Where(node => node.Group != "top").ToList();
        Assert.Equal(5, inside.Count);
        Assert.All(inside, node => Assert.Equal("store", node.Labels["tier"]));
        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("process")]
    [InlineData("simulated")]
    public async Task Size_UpDownToZeroAndBack_TheMachinesFollow(string provider)
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 2, provider)));
        var first = await cluster.NodesAsync();

        await cluster.SizeAsync("web", 5);
        var more = await cluster.NodesAsync();
        await cluster.SizeAsync("web", 3);
        var fewer = await cluster.NodesAsync();
        await cluster.SizeAsync("web", 0);
        var none = await cluster.NodesAsync();
        await cluster.SizeAsync("web", 2);
        var back = await cluster.NodesAsync();

        Assert.Superset(Ids(first), Ids(more));
        Assert.Subset(Ids(more), Ids(fewer));
        Assert.Equal([5, 3, 0, 2], [more.Count, fewer.Count, none.Count, back.Count]);
        Assert.Empty(Ids(back).Intersect(Ids(more), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Size_Down_TheFilesOfTheOthersStay()
    {
        var cluster = fixture.NewCluster();
        var seen = await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 6, "file")));
        var before = fixture.Installation.FilesOf(seen.Id);

        await cluster.SizeAsync("web", 2);

        var left = fixture.Installation.FilesOf(seen.Id);
        Assert.Equal(2, left.Count);
        Assert.Subset(before.ToHashSet(StringComparer.Ordinal), left.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LogicalIds_OneIsLostAndAllAreUpdated_KeepTheirIdentity()
    {
        var cluster = fixture.NewCluster();
        var seen = await cluster.ReachAsync(
            Specs.Of(cluster.Name, Specs.Fixed("db", "alpha, beta, gamma", "file", "repair: { order: launchFirst }"))
        );
        var first = await cluster.NodesAsync();
        var beta = first.Single(node => node.Slot == "beta");

        File.Delete(fixture.Installation.FileOf(beta.InstanceId!));
        var healed = await cluster.UntilNodesAsync(
            "beta is another machine",
            nodes => nodes.Count == 3 && nodes.All(node => node.Id != beta.Id)
        );
        await cluster.ReachAsync(
            Specs.Of(cluster.Name, Specs.Fixed("db", "alpha, beta, gamma", "file", "init: changed"))
        );
        var updated = await cluster.NodesAsync();

        Assert.Equal(["alpha", "beta", "gamma"], Identities(healed));
        Assert.Equal(["alpha", "beta", "gamma"], Identities(updated));
        Assert.Equal(Ids(first.Where(node => node.Slot != "beta")), Ids(healed.Where(node => node.Slot != "beta")));
        Assert.Empty(Ids(updated).Intersect(Ids(healed), StringComparer.Ordinal));
        var files = fixture.Installation.FilesOf(seen.Id);
        Assert.Equal(3, files.Count);
        Assert.All(
            await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file, Deadline.Token))),
            text => Assert.EndsWith("changed", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task LogicalIds_OneLeavesTheSpec_OnlyItsMachineGoes()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Fixed("db", "alpha, beta, gamma", "file")));
        var before = await cluster.NodesAsync();

        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Fixed("db", "gamma, alpha", "file")));

        var after = await cluster.NodesAsync();
        Assert.Equal(Ids(before.Where(node => node.Slot != "beta")), Ids(after));
    }

    [Fact]
    public async Task Put_GroupGetsAnotherProvider_MovesWithoutALeftover()
    {
        var cluster = fixture.NewCluster();
        var seen = await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 3, "file")));
        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);

        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 3, "process")));

        var nodes = await cluster.NodesAsync();
        Assert.Equal(3, nodes.Count);
        Assert.All(nodes, node => Assert.True(int.Parse(node.Details["pid"], provider: null) > 0));
        Assert.Empty(fixture.Installation.FilesOf(seen.Id));
    }

    [Fact]
    public async Task Put_GroupLeavesTheSpec_ItsMachinesGoAndTheOthersStay()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(
            Specs.Of(cluster.Name, Specs.Group("stays", 2, "file"), Specs.Group("leaves", 3, "file"))
        );
        var stays = (await cluster.NodesAsync()).Where(node => node.Group == "stays");

        await cluster.PutAsync(Specs.Of(cluster.Name, Specs.Group("stays", 2, "file")));
        var seen = await cluster.UntilAsync("the group is gone", one => one.Groups.Count == 1);

        Assert.Equal(Ids(stays), Ids(await cluster.NodesAsync()));
        Assert.Equal(2, fixture.Installation.FilesOf(seen.Id).Count);
    }

    /// <summary>Each as often as a node has it.</summary>
    private static IEnumerable<string> Identities(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Slot).Order(StringComparer.Ordinal);

    private static HashSet<string> Ids(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
}
