using System.Diagnostics;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

public sealed class UpdateTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Answers = """
        init: exec node -e "require('http').createServer((q,s)=>s.end('VERSION')).listen(process.env.PORT,'127.0.0.1')"
        """;

    [Fact]
    public async Task Update_Rolling_KeepsThePromisedNumberHealthyAndSaysHowFarItIs()
    {
        var cluster = fixture.NewCluster();
        var cloud = fixture.Cloud(cluster.Name);
        await cluster.ReachAsync(Spec(cluster, "one"));
        await cluster.PutAsync(Spec(cluster, "two"));

        var seen = new List<ClusterView>();
        var machines = new List<int>();
        await Deadline.UntilAsync(
            "the update is over",
            async () =>
            {
                machines.Add(cloud.Machines.Count(machine => machine.State != Sdk.Providers.InstanceState.Terminating));
                seen.Add(await cluster.GetAsync());
                return await cluster.EventsAsync();
            },
            events => events.Any(told => told.Kind == EventKind.UpdateFinished)
        );

        Assert.All(seen, view => Assert.True(view.Groups[0].Healthy >= 6, $"{view.Groups[0]}"));
        Assert.True(machines.Max() <= 8, $"{machines.Max()} machines at once");
        Assert.Contains(seen, view => view.Conditions.Any(condition => condition.Type == "Updating"));
        Assert.Single(await cluster.EventsAsync(), told => told.Kind == EventKind.UpdateStarted);
        Assert.All(await cluster.NodesAsync(), node => Assert.Equal(2, node.Generation));
    }

    [Fact]
    public async Task Update_NewNodesNeverHealthy_StopsAndGoesOnAfterACorrection()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Served(cluster, Answers));
        var before = (await cluster.NodesAsync()).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);

        await cluster.PutAsync(Served(cluster, "init: exec sleep 300"));
        var stopped = await cluster.UntilAsync(
            "the update has stopped",
            view => view.Conditions.Any(condition => condition.Type == "UpdateStopped")
        );
        var kept = (await cluster.NodesAsync()).Count(node => before.Contains(node.Id));
        await cluster.ReachAsync(Served(cluster, Answers.Replace("VERSION", "corrected", StringComparison.Ordinal)));

        Assert.Equal(ConvergenceState.Degraded, stopped.State);
        Assert.Equal(2, kept);
        Assert.All(await cluster.NodesAsync(), node => Assert.Equal(3, node.Generation));
        await cluster.DeleteAsync();
    }

    [Fact]
    public async Task Sick_NodeThatStopsAnswering_IsReplacedByAHealthyOneFirst()
    {
        var cluster = fixture.NewCluster();
        await cluster.ReachAsync(Served(cluster, Answers));
        var sick = (await cluster.NodesAsync())[0];

        using (var stop = Process.Start("kill", ["-STOP", sick.Details["pid"]]))
        {
            await stop.WaitForExitAsync(Deadline.Token);
        }

        await cluster.UntilNodesAsync(
            "the sick node is replaced",
            nodes => nodes.Count == 2 && nodes.All(node => node.Id != sick.Id)
        );

        var events = await cluster.EventsAsync();
        var successor = events.Single(told =>
            told.Kind == EventKind.NodeCreating && told.Evidence.GetValueOrDefault("predecessor") == sick.Id
        );
        var told = events
            .Where(one => one.Node == sick.Id || one.Node == successor.Node)
            .Select(one => (one.Node, one.Kind));
        Assert.Equal(
            [
                (sick.Id, EventKind.NodeUnhealthy),
                (successor.Node, EventKind.NodeCreating),
                (successor.Node, EventKind.NodeRunning),
                (successor.Node, EventKind.NodeHealthy),
                (sick.Id, EventKind.NodeDeleting),
                (sick.Id, EventKind.NodeGone),
            ],
            told.SkipWhile(one => one.Kind != EventKind.NodeUnhealthy)
        );
        await cluster.DeleteAsync();
    }

    private static string Spec(TestCluster cluster, string configuration) =>
        Specs.Of(
            cluster.Name,
            Specs.Group(
                "web",
                6,
                "simulated",
                $"{{ cloud: {cluster.Name}, bootTime: 300ms }}",
                $"init: {configuration}",
                "update: { maxSurge: 2, maxUnavailable: 0 }"
            )
        );

    private static string Served(TestCluster cluster, string init)
    {
        // A machine that never answers is not waited for as long as one that boots.
        var grace = init.Contains("sleep", StringComparison.Ordinal) ? "1s" : "30s";
        return $$"""
            version: "1"
            name: {{cluster.Name}}
            groups:
              web:
                size: 2
                resourcePlugin: { name: process }
                resourceProperties: { ports: [8080] }
                createTimeout: 1m
                repair: { backoff: { from: 1s, to: 2s } }
                health:
                  interval: 1s
                  grace: {{grace}}
                  unhealthyAfter: 2
                  checks: [{ type: http, port: 8080, timeout: 500ms }]
                {{init}}
            """;
    }
}
