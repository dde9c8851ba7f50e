using System.Net;
using Kadende.EndToEnd.Tests.Clouds;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Moto;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>The sample of the product, with each of its providers before a server of this machine.</summary>
public sealed class BasicClusterTests(AzuriteFixture azurite, MotoFixture moto)
{
    private const string Sample = "examples/basic_cluster.yml";
    private const string Foreign =
        "url: https://github.com/mwaaas/kadende-provider-file/releases/download/0.0.1/plugin.so";

    /// <summary>The groups of the sample, each on a provider of its own.</summary>
    private static readonly IReadOnlyDictionary<string, int> Sizes = new SortedDictionary<string, int>(
        StringComparer.Ordinal
    )
    {
        ["customDatacenter"] = 2,
        ["group1"] = 2,
        ["group2/sub-group1"] = 2,
        ["group2/sub-group2"] = 3,
    };

    [Fact]
    public async Task BasicCluster_AsInTheSample_ComesUpHealsAndGoesWithoutATrace()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var places = await FourPlaces.OpenAsync(moto, installation.Folder("places"));
        await using var host = await HostProcess.StartAsync(installation, places.Environment, [.. places.Settings]);
        var cluster = host.Foo.Cluster("basic_cluster");
        var spec = await File.ReadAllTextAsync(Path.Combine(Repository.Top, Sample), Deadline.Token);
        Assert.Contains(Foreign, spec, StringComparison.Ordinal);

        // It comes up whole.
        var seen = await cluster.ReachAsync(
            spec.Replace(
                Foreign,
                $"url: {places.Custom.Url}\n      sha256: {places.Custom.Hash}",
                StringComparison.Ordinal
            )
        );
        var nodes = await cluster.UntilNodesAsync("all are well", nodes => nodes.Count == Sizes.Values.Sum());
        Assert.Equal(Sizes, seen.Groups.ToDictionary(group => group.Path, group => group.Present));
        Assert.Equal(Of(nodes), await places.MachinesAsync());

        // It heals.
        var lost = nodes.DistinctBy(node => node.Group).ToList();
        await Task.WhenAll(lost.Select(node => places.LoseAsync(node.Group, node.InstanceId!)));
        var healed = await cluster.UntilNodesAsync(
            "each provider's lost machine is replaced",
            nodes => nodes.Count == Sizes.Values.Sum() && !nodes.Any(node => lost.Any(old => old.Id == node.Id)),
            TimeSpan.FromMinutes(3)
        );
        await cluster.UntilConvergedAsync();
        Assert.Equal(nodes.Count - lost.Count, healed.Count(node => nodes.Any(old => old.Id == node.Id)));
        Assert.Equal(Of(healed), await places.MachinesAsync());

        // It goes without a trace.
        Assert.NotEmpty(await places.Amazon.DisksAsync());
        await cluster.DeleteAsync(TimeSpan.FromMinutes(3));
        Assert.All((await places.MachinesAsync()).Values, Assert.Empty);
        Assert.Empty(await places.Amazon.DisksAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Foo.GetAsync(cluster.Path)).Status);
    }

    private static SortedDictionary<string, IReadOnlyList<string>> Of(IEnumerable<NodeView> nodes) =>
        new(
            nodes
                .GroupBy(node => node.Group, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    IReadOnlyList<string> (group) =>
                        [.. group.Select(node => node.InstanceId!).Order(StringComparer.Ordinal)],
                    StringComparer.Ordinal
                ),
            StringComparer.Ordinal
        );
}
