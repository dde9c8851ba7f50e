using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Machines that tell by themselves how they are.</summary>
public sealed class HealthCheckTests(AzuriteFixture azurite)
{
    private const string Curl = "/usr/bin/curl";

    [Fact]
    public async Task CommandCheck_FailsOnOneNode_TheNodeIsReplaced()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var host = await InProcessHost.StartAsync(installation);
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        await cluster.ReachAsync(
            Spec(
                cluster.Name,
                "exec sleep 300",
                "{ type: command, run: 'test ! -e sick || { echo it is sick; exit 3; }' }"
            )
        );
        var before = await cluster.NodesAsync();
        var sick = before[0];

        await File.WriteAllTextAsync(InWork(sick, "sick"), "", Deadline.Token);
        await UntilReplacedAsync(cluster, sick);

        var told = (await cluster.EventsAsync()).First(one =>
            one.Node == sick.Id && one.Kind == EventKind.NodeUnhealthy
        );
        Assert.Contains("exit code 3: it is sick", told.Message, StringComparison.Ordinal);
        await cluster.DeleteAsync();
    }

    [Fact]
    public async Task HeartbeatCheck_OneNodeFallsSilent_TheNodeIsReplaced()
    {
        Assert.SkipUnless(File.Exists(Curl), $"{Curl} is not installed.");
        using var installation = new Installation(await azurite.ServerAsync());
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        await using var host = await InProcessHost.StartAsync(
            installation,
            ("Kadende:Local:Port", port),
            ("Kadende:Public:Url", $"http://127.0.0.1:{port}/")
        );
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        await cluster.ReachAsync(Spec(cluster.Name, Beating, "{ type: heartbeat, within: 5s }"));
        var before = await cluster.NodesAsync();
        var silent = before[0];

        await File.WriteAllTextAsync(InWork(silent, "silent"), "", Deadline.Token);
        await UntilReplacedAsync(cluster, silent);

        var told = (await cluster.EventsAsync()).First(one =>
            one.Node == silent.Id && one.Kind == EventKind.NodeUnhealthy
        );
        Assert.Contains("last heartbeat", told.Message, StringComparison.Ordinal);
        await cluster.DeleteAsync();
    }

    /// <summary>A machine that says every half second that it lives, until somebody silences it.</summary>
    private const string Beating =
        "while test ! -e silent; do "
        + "curl -fsS -X POST -H 'Authorization: Bearer {{ node.heartbeatToken }}' {{ node.heartbeatUrl }}; sleep 0.5; done; "
        + "exec sleep 300";

    private static Task<IReadOnlyList<NodeView>> UntilReplacedAsync(TestCluster cluster, NodeView lost) =>
        cluster.UntilNodesAsync(
            "the sick node is replaced, and it alone",
            nodes => nodes.Count == 3 && nodes.All(node => node.Id != lost.Id)
        );

    private static string InWork(NodeView node, string file) => Path.Combine(node.Details["directory"], "work", file);

    private static string Spec(string name, string init, string check) =>
        $"""
            version: "1"
            name: {name}
            groups:
              web:
                size: 3
                resourcePlugin: {"{"} name: process {"}"}
                init: "{init}"
                health:
                  interval: 1s
                  grace: 30s
                  unhealthyAfter: 2
                  checks: [{check}]
            """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
