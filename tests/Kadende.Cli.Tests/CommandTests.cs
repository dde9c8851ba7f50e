using Xunit;

namespace Kadende.Cli.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task Apply_NewCluster_PutsTheFileAsItStands()
    {
        await using var server = await StubServer.StartAsync();
        server.On("PUT /api/clusters/web", Reply.Cluster("Changing"));
        using var spec = new SpecOnDisk(SpecOnDisk.Good);

        var run = await CommandRun.OfAsync(server, "apply", "-f", spec.Path);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("web created, generation 1\n", run.Output);
        Assert.Equal(
            SpecOnDisk.Good,
            server.Requests.Single(asked => asked.Route.StartsWith("PUT", StringComparison.Ordinal)).Body
        );
    }

    [Theory]
    [InlineData(3, "web unchanged, generation 3\n")]
    [InlineData(2, "web changed, generation 3\n")]
    public async Task Apply_KnownCluster_SaysWhetherItChanged(long before, string said)
    {
        await using var server = await StubServer.StartAsync();
        server
            .On("GET /api/clusters/web", Reply.Cluster("Converged", before))
            .On("PUT /api/clusters/web", Reply.Cluster("Converged", 3));
        using var spec = new SpecOnDisk(SpecOnDisk.Good);

        var run = await CommandRun.OfAsync(server, "apply", "-f", spec.Path);

        Assert.Equal(said, run.Output);
    }

    [Fact]
    public async Task Apply_FaultsFoundByTheServer_ArePrintedEachWithItsPlace()
    {
        const string Faults = """
            [{"path":"groups/front/size","line":5,"column":11,"message":"too large"},{"path":"name","line":0,"column":0,"message":"cannot change"}]
            """;
        await using var server = await StubServer.StartAsync();
        server.On("PUT /api/clusters/web", Reply.Problem(400, "There are 2 faults.", Faults));
        using var spec = new SpecOnDisk(SpecOnDisk.Good);

        var run = await CommandRun.OfAsync(server, "apply", "-f", spec.Path);

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Equal($"{spec.Path}:5:11 groups/front/size: too large\n{spec.Path}: name: cannot change\n", run.Error);
    }

    [Fact]
    public async Task Apply_FaultsInTheText_AreNeverPut()
    {
        await using var server = await StubServer.StartAsync();
        server.On("POST /api/clusters/spec/plan", Reply.Json("""{"hash":"h","actions":[]}"""));
        using var spec = new SpecOnDisk("version: \"1\"\nname: web\ncolour: red\ngroups: {}\n");

        var run = await CommandRun.OfAsync(server, "apply", "-f", spec.Path);

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains($"{spec.Path}:3:1 colour: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, asked => asked.Route.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_NoSuchFile_SaysWhichOne()
    {
        await using var server = await StubServer.StartAsync();

        var run = await CommandRun.OfAsync(server, "apply", "-f", "/nowhere/web.yml");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("/nowhere/web.yml", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SomethingToDo_IsListedInOrderWithTheHash()
    {
        await using var server = await StubServer.StartAsync();
        server.On(
            "POST /api/clusters/web/plan",
            Reply.Json(
                """{"hash":"abc","actions":[{"order":1,"action":"Create","group":"front","slot":"0","node":null,"reason":"1 node is wanted."}]}"""
            )
        );
        using var spec = new SpecOnDisk(SpecOnDisk.Good);

        var run = await CommandRun.OfAsync(server, "plan", "-f", spec.Path);

        Assert.Equal(
            "#  ACTION  SLOT     NODE  REASON\n1  Create  front/0  -     1 node is wanted.\nplan abc\n",
            run.Output
        );
    }

    [Fact]
    public async Task Nodes_TwoPages_AreOneList()
    {
        await using var server = await StubServer.StartAsync();
        server.On(
            "GET /api/clusters/web/nodes",
            Reply.Json($$"""{"items":[{{Reply.Node("n-a", "Running", "Healthy", 11)}}],"next":"more"}"""),
            Reply.Nodes(Reply.Node("n-b", "Creating", "Unknown", 12))
        );

        var run = await CommandRun.OfAsync(server, "nodes", "web");

        Assert.Equal(
            """
            SLOT     NODE  STATE     HEALTH   PID  ADDRESS    REASON
            front/0  n-a   Running   Healthy  11   127.0.0.1
            front/0  n-b   Creating  Unknown  12   127.0.0.1

            """,
            run.Output
        );
        Assert.Contains("after=more", server.Requests.Last().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scale_NestedGroup_PatchesItsPath()
    {
        await using var server = await StubServer.StartAsync();
        server.On("PATCH /api/clusters/web/groups/store/primary", Reply.Cluster("Changing", 4));

        var run = await CommandRun.OfAsync(server, "scale", "web", "store/primary", "5");

        Assert.Equal("web/store/primary scaled to 5, generation 4\n", run.Output);
        Assert.Equal("""{"size":5}""", Assert.Single(server.Requests).Body);
    }

    [Theory]
    [InlineData(401, "The token is not known.", ExitCode.Refused)]
    [InlineData(404, "There is no cluster 'web'.", ExitCode.Refused)]
    [InlineData(503, "The store does not answer.", ExitCode.NoAnswer)]
    public async Task Delete_ServerRefuses_SaysWhyInOneLine(int status, string detail, int exitCode)
    {
        await using var server = await StubServer.StartAsync();
        server.On("DELETE /api/clusters/web", Reply.Problem(status, detail));

        var run = await CommandRun.OfAsync(server, "delete", "web");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(
            $"kadende: {detail}",
            Assert.Single(run.Error.TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("scale", "web", "front", "many")]
    [InlineData("apply")]
    [InlineData("watch")]
    [InlineData("dance")]
    public async Task Any_WrongCommandLine_IsRefusedBeforeAnythingIsAsked(params string[] args)
    {
        await using var server = await StubServer.StartAsync();

        var run = await CommandRun.OfAsync(server, args);

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.StartsWith("kadende: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
