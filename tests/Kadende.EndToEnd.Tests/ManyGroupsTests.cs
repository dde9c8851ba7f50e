using Kadende.Core.Clusters;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Plugins.Simulated;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>One cloud does not answer; whoever does not use it must not notice.</summary>
public sealed class ManyGroupsTests(AzuriteFixture azurite)
{
    private const int Clusters = 20;
    private const int GroupsPerCluster = 10;

    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Heal_ManyClustersOnACloudThatHangs_TheOthersGoOnInTime()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation);
        host.Cloud("hangs").Faults = Hanging;
        var stuck = await PutAsync(host, "hangs");
        await Deadline.UntilAsync(
            "every pass over a stuck cluster has begun",
            () => Task.FromResult(host.Cloud("hangs").Calls.Count),
            calls => calls >= GroupsPerCluster
        );

        var others = await PutAsync(host, "works");
        await Task.WhenAll(others.Select(cluster => cluster.UntilConvergedAsync()));
        var lost = (await others[0].NodesAsync())[0];
        host.Cloud("works").Remove(lost.InstanceId!);
        await others[0]
            .UntilNodesAsync(
                "the lost node is replaced",
                nodes => nodes.Count == GroupsPerCluster && nodes.All(node => node.Id != lost.Id),
                InTime
            );

        var waiting = await Task.WhenAll(stuck.Select(cluster => cluster.GetAsync()));
        Assert.All(waiting, cluster => Assert.Equal(ConvergenceState.Changing, cluster.State));
    }

    [Fact]
    public async Task Heal_OneGroupOnACloudThatHangs_TheOtherGroupsOfTheClusterGoOnInTime()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation);
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group("good", 2, "simulated", "{ cloud: works }"),
                Specs.Group("bad", 1, "simulated", "{ cloud: hangs }")
            )
        );
        host.Cloud("hangs").Faults = Hanging;
        var calls = host.Cloud("hangs").Calls.Count;
        await Deadline.UntilAsync(
            "the cloud that hangs was asked",
            () => Task.FromResult(host.Cloud("hangs").Calls.Count),
            count => count > calls
        );

        var lost = (await cluster.NodesAsync()).First(node => node.Group == "good");
        host.Cloud("works").Remove(lost.InstanceId!);

        await cluster.UntilNodesAsync(
            "the lost node is replaced",
            nodes => nodes.Count == 3 && nodes.All(node => node.Id != lost.Id),
            InTime
        );
    }

    private static SimulatedFaults Hanging => new() { Latency = TimeSpan.FromHours(1) };

    private static async Task<IReadOnlyList<TestCluster>> PutAsync(InProcessHost host, string cloud)
    {
        var clusters = Enumerable.Range(0, Clusters).Select(_ => host.Foo.Cluster(TestCluster.NewName())).ToList();
        await Task.WhenAll(clusters.Select(cluster => cluster.PutAsync(SpecOf(cluster.Name, cloud))));
        return clusters;
    }

    private static string SpecOf(string name, string cloud) =>
        Specs.Of(
            name,
            [
                .. Enumerable
                    .Range(0, GroupsPerCluster)
                    .Select(number => Specs.Group($"g{number}", 1, "simulated", $"{{ cloud: {cloud} }}")),
            ]
        );
}
