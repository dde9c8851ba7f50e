using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Nodes that are processes do not end with the host that made them.</summary>
public sealed class ProcessNodeTests(AzuriteFixture azurite)
{
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

    private static (string Id, string Slot, string Pid) Seen(NodeView node) =>
        (node.Id, node.Slot, node.Details["pid"]);

    /// <summary>Runs; a process that ended stays visible until its parent has noticed.</summary>
    private static bool IsAlive(NodeView node)
    {
        var stat = $"/proc/{node.Details["pid"]}/stat";
        return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }
}
