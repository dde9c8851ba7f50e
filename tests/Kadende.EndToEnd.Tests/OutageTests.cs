using System.Net;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Plugins.Simulated;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>The Table service goes away in the middle of a pass.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Store_StopsInTheMiddleOfAPass_ReadinessFailsAndNothingIsLost()
    {
        var tables = Directory.CreateTempSubdirectory("kadende-e2e-tables");
        await using var azurite = await AzuriteServer.StartAsync(tables.FullName, Deadline.Token);
        using var installation = new Installation(azurite);
        await using var host = await InProcessHost.StartAsync(
            installation,
            ("Kadende:Store:Retries", "1"),
            ("Kadende:Store:NetworkTimeout", "00:00:02")
        );
        var cluster = host.Foo.Cluster(TestCluster.NewName());
        var cloud = host.Cloud("slow");
        // Slow enough that the store is away when the answers come.
        cloud.Faults = new SimulatedFaults { Latency = TimeSpan.FromSeconds(1) };
        await cluster.PutAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group("web", 5, "simulated", "{ cloud: slow }"),
                Specs.Group("files", 20, "file")
            )
        );
        await Deadline.UntilAsync(
            "the cloud is asked for machines",
            () => Task.FromResult(cloud.Machines.Count),
            machines => machines == 5
        );

        await azurite.StopAsync();
        var ready = await host.Foo.GetAsync("/readyz");
        var alive = await host.Foo.GetAsync("/healthz");
        var read = await host.Foo.GetAsync(cluster.Path);
        await azurite.RestartAsync(Deadline.Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal(HttpStatusCode.OK, alive.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, read.Status);
        await host.Foo.UntilReadyAsync();
        await cluster.UntilConvergedAsync();
        var nodes = await cluster.NodesAsync();
        Assert.Equal(
            cloud.Machines.Select(machine => machine.Id).Order(StringComparer.Ordinal),
            nodes.Where(node => node.Group == "web").Select(node => node.InstanceId).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            installation.Files,
            nodes
                .Where(node => node.Group == "files")
                .Select(node => installation.FileOf(node.InstanceId!))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal((5, 20), (cloud.Machines.Count, installation.Files.Count));
        tables.Delete(recursive: true);
    }
}
