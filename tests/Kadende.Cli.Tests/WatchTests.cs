using Xunit;

namespace Kadende.Cli.Tests;

public sealed class WatchTests
{
    private static readonly string Created = Reply.Event("e1", "NodeCreating", "1 node is wanted.");
    private static readonly string Healthy = Reply.Event("e2", "NodeHealthy", "The node is healthy.");

    [Fact]
    public async Task Watch_UntilConverged_ShowsNodesAndEveryEventOnce()
    {
        await using var server = await StubServer.StartAsync();
        server
            .On("GET /api/clusters/web", Reply.Cluster("Changing", healthy: 0))
            .On("GET /api/clusters/c1", Reply.Cluster("Changing", healthy: 0), Reply.Cluster("Converged"))
            .On(
                "GET /api/clusters/c1/nodes",
                Reply.Nodes(Reply.Node("n-a", "Creating", "Unknown", 7)),
                Reply.Nodes(Reply.Node("n-a", "Running", "Healthy", 7))
            )
            .On(
                "GET /api/clusters/c1/events",
                Reply.Stream($"id: e1\nevent: NodeCreating\ndata: {Created}\n\n"),
                Reply.Json($$"""{"items":[{{Healthy}}],"next":null}""")
            );

        var run = await CommandRun.OfAsync(server, "watch", "web");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Single(Lines(run, "NodeCreating       front: 1 node is wanted."));
        Assert.Single(Lines(run, "NodeHealthy        front: The node is healthy."));
        Assert.Single(Lines(run, "front/0 n-a Creating, health unknown, pid 7"));
        Assert.Single(Lines(run, "front/0 n-a Running, healthy, pid 7"));
        Assert.EndsWith("web is converged: 1 of 1 nodes healthy\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Watched_EndsWhenTheClusterIsGone()
    {
        await using var server = await StubServer.StartAsync();
        var gone = Reply.Event("e3", "ClusterDeleted", "Every machine is gone.");
        server
            .On("DELETE /api/clusters/web", Reply.Cluster("Deleting"))
            .On("GET /api/clusters/c1", Reply.Cluster("Deleting"), Reply.Problem(404, "Gone."))
            .On("GET /api/clusters/c1/nodes", Reply.Nodes())
            .On("GET /api/clusters/c1/events", Reply.Stream($"id: e3\nevent: ClusterDeleted\ndata: {gone}\n\n"));

        var run = await CommandRun.OfAsync(server, "delete", "web", "--watch");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Single(Lines(run, "ClusterDeleted     front: Every machine is gone."));
        Assert.EndsWith("web is gone\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_Followed_GoOnBehindTheLastOneAfterABreak()
    {
        await using var server = await StubServer.StartAsync();
        var gone = Reply.Event("e3", "ClusterDeleted", "Every machine is gone.");
        server.On(
            "GET /api/clusters/web/events",
            Reply.Stream($"id: e1\nevent: NodeCreating\ndata: {Created}\n\n: still here\n\n"),
            Reply.Stream($"id: e3\nevent: ClusterDeleted\ndata: {gone}\n\n")
        );

        var run = await CommandRun.OfAsync(server, "events", "web", "--follow");

        Assert.Equal(
            "12:00:00.5 NodeCreating       front: 1 node is wanted.\n12:00:00.5 ClusterDeleted     front: Every machine is gone.\n",
            run.Output
        );
        Assert.Equal(["", "e1"], server.Requests.Select(asked => asked.LastEventId));
    }

    private static IEnumerable<string> Lines(CommandRun run, string ending) =>
        run.Output.Split('\n').Where(line => line.EndsWith(ending, StringComparison.Ordinal));
}
