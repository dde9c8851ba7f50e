using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Kubernetes;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>
/// The flavour <c>kubernetes</c> before the fake of the API: its machines are processes, on which a script plays kubeadm.
/// </summary>
public sealed class KubernetesTests(AzuriteFixture azurite)
{
    private const string Token = "token-of-the-api";

    /// <summary>kubeadm keeps its state below <c>/etc</c>: the host and its machines get one that is theirs alone.</summary>
    private const string OwnEtc = """cp -a /etc "$0" && mount --bind "$0" /etc && exec "$@" """;

    [Fact]
    public async Task Kubernetes_NodesJoinFallIllAndLeave_AsTheApiSays()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give the host an /etc of its own.");
        Assert.SkipUnless(FakeKubeadm.Missing is null, FakeKubeadm.Missing ?? "");
        using var installation = new Installation(await azurite.ServerAsync());
        await using var api = await FakeKubernetes.StartAsync(Token, Deadline.Token);
        var kubeadm = await FakeKubeadm.InstallAsync(api, installation.Folder("kubeadm"), Deadline.Token);
        await using var host = await StartAsync(installation, api, kubeadm);
        var cluster = host.Foo.Cluster(TestCluster.NewName());

        // They join.
        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Group("masters", 1, kubeadm, "role: controlPlane, api: main"),
                Group("workers", 2, kubeadm, "role: worker, controlPlane: masters, api: main")
            )
        );
        var nodes = await cluster.UntilNodesAsync("all are ready", all => all.Count == 3);
        Assert.All(nodes, node => Assert.True(api.Nodes.Has(node.Id)));
        var workers = nodes.Where(node => node.Group == "workers").ToList();
        var log = await cluster.LogAsync(workers[0].Id);
        Assert.Contains("is in the cluster", log, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeKubeadm.JoinToken, log, StringComparison.Ordinal);

        // One falls ill and is replaced.
        var ill = workers[0].Id;
        api.Nodes.Ready[ill] = ("False", "container runtime is down");
        var after = await cluster.UntilNodesAsync(
            "it is replaced",
            all => all.Count == 3 && all.All(node => node.Id != ill)
        );
        Assert.False(api.Nodes.Has(ill));
        Assert.All(after, node => Assert.True(api.Nodes.Has(node.Id)));
        var told = (await cluster.EventsAsync()).First(one => one.Kind == EventKind.NodeUnhealthy && one.Node == ill);
        Assert.Contains("container runtime is down", told.Message, StringComparison.Ordinal);

        // One has a pod, which is waited for.
        var busy = workers[1].Id;
        api.Pods.Add(new FakePod("shop", "web-1", busy));
        await cluster.Api.PatchAsync($"{cluster.Path}/groups/workers", """{"size": 0}""");
        await cluster.UntilAnyNodesAsync(
            "it waits for the pod",
            all => all.Any(node => node.Id == busy && node.Doing == "waits for 1 pods to go")
        );
        Assert.True(api.Nodes.IsCordoned(busy));
        api.Pods.Remove("shop", "web-1");
        await cluster.UntilConvergedAsync();
        Assert.Equal(
            ["masters"],
            (await cluster.NodesAsync()).Where(node => api.Nodes.Has(node.Id)).Select(node => node.Group)
        );
        Assert.Contains("\nevicted shop/web-1\n", await cluster.LogAsync(busy), StringComparison.Ordinal);
        await cluster.DeleteAsync();
    }

    private static async Task<HostProcess> StartAsync(
        Installation installation,
        FakeKubernetes api,
        FakeKubeadm kubeadm
    )
    {
        const string Access = "Kadende:Plugins:Kubernetes:Clusters:main";
        return await HostProcess.StartWithinAsync(
            ["unshare", "--mount", "sh", "-c", OwnEtc, Path.Combine(installation.Folder("own"), "etc")],
            installation,
            ($"{Access}:Endpoint", api.Endpoint.ToString()),
            ($"{Access}:TokenFile", kubeadm.TokenFile),
            ($"{Access}:CaFile", kubeadm.CaFile)
        );
    }

    private static string Group(string name, int size, FakeKubeadm kubeadm, string properties) =>
        Specs.Group(
            name,
            size,
            "process",
            $"{{ environment: {{ PATH: '{kubeadm.SearchPath}' }} }}",
            "health: { interval: 1s, unhealthyAfter: 1 }",
            $"flavours: [{{ name: kubernetes, properties: {{ {properties} }} }}]"
        );
}
