using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>The host as a process of its own, killed as <c>kill -9</c> does.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int Size = 200;

    /// <param name="milliseconds">After how long one host after the other is killed.</param>
    [Theory]
    // Spread over what the creation of the files takes, from before the first write to after the last.
    [InlineData(5, 60, 150)]
    [InlineData(25, 90, 10)]
    [InlineData(40, 15, 250)]
    public async Task Kill_WhileCreatingManyFiles_TheNextHostsMakeExactlyAsManyAsWanted(params int[] milliseconds)
    {
        using var installation = new Installation(await azurite.ServerAsync());
        var name = TestCluster.NewName();
        foreach (var (moment, size) in milliseconds.Zip([80, 150, Size]))
        {
            await using var host = await HostProcess.StartAsync(installation);
            await host.Foo.Cluster(name).PutAsync(Specs.Of(name, Specs.Group("web", size, "file")));
            await KillAfterAsync(host, moment);
        }

        await using var last = await HostProcess.StartAsync(installation);
        var cluster = last.Foo.Cluster(name);
        await cluster.UntilConvergedAsync();

        await AssertExactAsync(installation, cluster);
    }

    [Fact]
    public async Task Kill_ProcessNodes_OutliveTheHostAndAreFoundAgain()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        var name = TestCluster.NewName();
        IReadOnlyList<NodeView> before;
        await using (var first = await HostProcess.StartAsync(installation))
        {
            var cluster = first.Foo.Cluster(name);
            await cluster.ReachAsync(Specs.Of(name, Specs.Group("web", 3, "process")));
            before = await cluster.NodesAsync();
            await first.KillAsync();
        }

        Assert.All(before, node => Assert.True(IsAlive(node)));
        await using var second = await HostProcess.StartAsync(installation);
        var again = second.Foo.Cluster(name);
        // Only a host that looks at the machines answers a change.
        await again.SizeAsync("web", 4);
        var after = await again.NodesAsync();

        Assert.Equal(before.Select(Seen), after.Where(node => before.Any(old => old.Id == node.Id)).Select(Seen));
        Assert.Equal(4, after.Count);
        await again.DeleteAsync();
        Assert.All(after, node => Assert.False(IsAlive(node)));
    }

    [Fact]
    public async Task TwoHosts_OnTheSameTables_GiveTheSameResultAsOne()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var one = await HostProcess.StartAsync(installation);
        await using var other = await HostProcess.StartAsync(installation);
        var name = TestCluster.NewName();
        var (here, there) = (one.Foo.Cluster(name), other.Foo.Cluster(name));

        await here.PutAsync(Specs.Of(name, Specs.Group("web", 20, "file")));
        await there.PutAsync(Specs.Of(name, Specs.Group("web", Size, "file")));
        await Task.WhenAll(here.UntilConvergedAsync(), there.UntilConvergedAsync());

        await AssertExactAsync(installation, here);
        await there.DeleteAsync();
        Assert.Empty(installation.Files);
    }

    private static async Task KillAfterAsync(HostProcess host, int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Deadline.Token);
        await host.KillAsync();
    }

    /// <summary>As many nodes as wanted, each with its file, and no file besides; no node was told of twice.</summary>
    private static async Task AssertExactAsync(Installation installation, TestCluster cluster)
    {
        var nodes = await cluster.NodesAsync();
        Assert.Equal(Size, nodes.Select(node => node.Slot).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Size, nodes.Count);
        var files = nodes.Select(node => installation.FileOf(node.InstanceId!)).Order(StringComparer.Ordinal);
        Assert.Equal(files, installation.Files);
        var begun = (await cluster.EventsAsync()).Where(told => told.Kind == EventKind.NodeCreating).ToList();
        Assert.Equal(begun.Count, begun.DistinctBy(told => told.Node).Count());
        Assert.Superset(
            nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal),
            begun.Select(told => told.Node ?? "").ToHashSet(StringComparer.Ordinal)
        );
    }

    private static (string Id, string Slot, string Pid) Seen(NodeView node) =>
        (node.Id, node.Slot, node.Details["pid"]);

    /// <summary>Runs; a process that ended stays visible until its parent has noticed.</summary>
    private static bool IsAlive(NodeView node)
    {
        var stat = $"/proc/{node.Details["pid"]}/stat";
        return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }
}
