using Kadende.EndToEnd.Tests.Hosts;
using Kadende.TestKit.Docker;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>
/// A swarm of real Docker daemons, each the Docker of the machine of one group. A group with several managers takes several machines with
/// addresses of their own: its flavour has one <c>listen</c> for all, and on one address only one manager can listen. How several managers
/// join, are demoted and leave is tried on the flavour itself, in <c>SwarmFlavourTests</c>.
/// </summary>
public sealed class SwarmTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Swarm_WorkerComesGoesAndComesAgain_TheSwarmKnowsExactlyTheMachinesThereAre()
    {
        Assert.SkipWhen(DockerDaemon.Missing() is not null, DockerDaemon.Missing() ?? "");
        using var first = await DockerDaemon.StartAsync();
        using var second = await DockerDaemon.StartAsync();
        var cluster = host.NewCluster();

        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Group("managers", first, "role: manager"),
                Group("workers", second, "role: worker, managers: managers")
            )
        );
        var worker = (await cluster.NodesAsync()).Single(node => node.Group == "workers");
        var joined = await NodesOfAsync(first);
        await cluster.SizeAsync("workers", 0);
        var left = await NodesOfAsync(first);
        var state = await StateOfAsync(second);
        await cluster.SizeAsync("workers", 1);
        var again = await NodesOfAsync(first);

        Assert.Equal([2, 1, 2], [joined.Length, left.Length, again.Length]);
        Assert.Equal("inactive", state);
        var log = await cluster.LogAsync(worker.Id);
        Assert.Contains("$ docker swarm join ", log, StringComparison.Ordinal);
        Assert.Contains("\n$ docker swarm leave --force\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("SWMTKN", log, StringComparison.Ordinal);
        await cluster.DeleteAsync();
        Assert.Equal("inactive", await StateOfAsync(second));
    }

    private static string Group(string name, DockerDaemon docker, string role) =>
        Specs.Group(
            name,
            1,
            "process",
            $"{{ environment: {{ DOCKER_HOST: '{docker.Host}' }} }}",
            $"flavours: [{{ name: swarm, properties: {{ {role}, advertise: '127.0.0.1:{docker.Port}', listen: '127.0.0.1:{docker.Port}' }} }}]"
        );

    private static async Task<string[]> NodesOfAsync(DockerDaemon manager) =>
        (await AskAsync(manager, "docker node ls -q")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task<string> StateOfAsync(DockerDaemon docker) =>
        AskAsync(docker, "docker info --format '{{.Swarm.LocalNodeState}}'");

    private static async Task<string> AskAsync(DockerDaemon docker, string command) =>
        (await docker.Shell.ExecAsync(command, Http.Deadline.Usual, Http.Deadline.Token)).Output.Trim();
}
