using System.Diagnostics;
using System.Globalization;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

public sealed class HealingTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("file")]
    [InlineData("process")]
    [InlineData("simulated")]
    public async Task Lost_OneNodeBehindOurBack_ANewOneComes(string provider)
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 3, provider)));
        var before = await cluster.NodesAsync();
        var lost = before[1];

        Lose(provider, lost);
        var after = await cluster.UntilNodesAsync(
            "the lost node is replaced",
            nodes => nodes.Count == 3 && nodes.All(node => node.Id != lost.Id)
        );

        Assert.Equal(2, after.Count(node => before.Any(old => old.Id == node.Id)));
        Assert.Equal(before.Select(node => node.Slot), after.Select(node => node.Slot));
        var told = (await cluster.EventsAsync()).Where(one => one.Node == lost.Id).Select(one => one.Kind).ToList();
        Assert.Contains(provider == "process" ? EventKind.NodeUnhealthy : EventKind.NodeMissing, told);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("process")]
    [InlineData("simulated")]
    public async Task Lost_AllNodesBehindOurBack_AllComeBackWithinTheBudget(string provider)
    {
        const int Size = 6;
        const int Budget = 2;
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(
            Specs.Of(cluster.Name, Specs.Group("web", Size, provider, "{}", $"repair: {{ maxInFlight: {Budget} }}"))
        );
        var before = await cluster.NodesAsync();
        var events = (await cluster.EventsAsync()).Count;

        Assert.All(before, node => Lose(provider, node));
        await cluster.UntilNodesAsync(
            "every node is replaced",
            nodes => nodes.Count == Size && nodes.All(node => before.All(old => old.Id != node.Id))
        );

        var inFlight = (await cluster.EventsAsync()).Skip(events).Aggregate((Now: 0, Most: 0), Count);
        Assert.Equal(0, inFlight.Now);
        Assert.InRange(inFlight.Most, 1, Budget);
    }

    private static (int Now, int Most) Count((int Now, int Most) before, EventView told)
    {
        var now = told.Kind switch
        {
            EventKind.NodeCreating => before.Now + 1,
            EventKind.NodeRunning => before.Now - 1,
            _ => before.Now,
        };
        return (now, Math.Max(now, before.Most));
    }

    private void Lose(string provider, NodeView node)
    {
        switch (provider)
        {
            case "file":
                File.Delete(fixture.Installation.FileOf(node.InstanceId!));
                break;
            case "process":
                using (var process = Process.GetProcessById(Pid(node)))
                {
                    // SIGKILL, without a word.
                    process.Kill();
                }

                break;
            default:
                fixture.Cloud("default").Remove(node.InstanceId!);
                break;
        }
    }

    private static int Pid(NodeView node) => int.Parse(node.Details["pid"], CultureInfo.InvariantCulture);
}
