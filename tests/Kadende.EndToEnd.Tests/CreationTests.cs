using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Plugins.Simulated;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Machines that their provider does not make.</summary>
public sealed class CreationTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Create_RefusedThreeTimes_TheNodeFailsAndSaysWhyAndACorrectedSpecGoesOn()
    {
        var cluster = fixture.NewCluster();
        var cloud = fixture.Cloud(cluster.Name);
        await cluster.ReachAsync(Spec(cluster, 2, "first"));
        var before = await cluster.NodesAsync();
        cloud.Faults = new SimulatedFaults { FailRate = 1 };

        await cluster.PutAsync(Spec(cluster, 3, "first"));
        var nodes = await cluster.UntilAnyNodesAsync(
            "creation is given up",
            all => all.Any(node => node.State == NodeState.Failed)
        );
        var seen = await cluster.UntilConditionAsync("CreationFailed");
        var failed = Assert.Single(nodes, node => node.State == NodeState.Failed);
        var why = await cluster.WhyAsync($"nodes/{failed.Id}/why");
        var told = (await cluster.EventsAsync()).Where(one => one.Node == failed.Id).ToList();
        cloud.Faults = new SimulatedFaults();
        await cluster.ReachAsync(Spec(cluster, 3, "corrected"));

        Assert.Equal(
            [
                EventKind.NodeCreating,
                EventKind.NodePending,
                EventKind.NodeCreateRetried,
                EventKind.NodePending,
                EventKind.NodeCreateRetried,
                EventKind.NodeFailed,
            ],
            told.Select(one => one.Kind)
        );
        Assert.Equal(("Refused", "3"), (told[^1].Reason, told[^1].Evidence["tries"]));
        Assert.Contains("Given up after 3 tries", told[^1].Message, StringComparison.Ordinal);
        Assert.NotEqual("", failed.Reason);
        Assert.Contains(failed.Reason ?? "?", (string?)why["message"], StringComparison.Ordinal);
        Assert.Equal((2, 2, 3), (seen.Groups[0].Healthy, seen.Groups[0].Present, seen.Groups[0].Wanted));
        Assert.Equal(Machines(before), Machines(nodes.Where(node => node.Id != failed.Id)));
        Assert.Equal(3, (await cluster.UntilNodesAsync("all are well", all => all.Count == 3)).Count);
        Assert.Equal(3, cloud.Machines.Count);
    }

    private static IEnumerable<string?> Machines(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.InstanceId).Order(StringComparer.Ordinal);

    private static string Spec(TestCluster cluster, int size, string init) =>
        Specs.Of(
            cluster.Name,
            Specs.Group(
                "web",
                size,
                "simulated",
                $"{{ cloud: {cluster.Name} }}",
                $"init: {init}",
                "repair: { retries: 3, backoff: { from: 1s, to: 1s } }"
            )
        );
}
