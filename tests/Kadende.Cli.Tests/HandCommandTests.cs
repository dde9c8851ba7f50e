using Xunit;

namespace Kadende.Cli.Tests;

public sealed class HandCommandTests
{
    private static readonly Reply Told = new(202, "application/json", """{"message":"So it will be.","node":{}}""");

    [Theory]
    [InlineData("replace")]
    [InlineData("drain")]
    [InlineData("forget")]
    [InlineData("resume")]
    public async Task Node_Verb_IsAskedWithItsReason(string verb)
    {
        await using var server = await StubServer.StartAsync();
        server.On($"POST /api/clusters/web/nodes/n1/{verb}", Told);

        var run = await CommandRun.OfAsync(server, "node", verb, "web", "n1", "--reason", "It smells");

        Assert.Equal((ExitCode.Done, "So it will be.\n"), (run.ExitCode, run.Output));
        Assert.Equal("""{"reason":"It smells"}""", Assert.Single(server.Requests).Body);
    }

    [Theory]
    [InlineData("quarantine")]
    [InlineData("protect")]
    [InlineData("standby")]
    public async Task Node_VerbThatLasts_IsAskedWithItsLength(string verb)
    {
        await using var server = await StubServer.StartAsync();
        server.On($"POST /api/clusters/web/nodes/n1/{verb}", Told);

        var run = await CommandRun.OfAsync(server, "node", verb, "web", "n1", "--for", "2h");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("""{"for":"2h"}""", Assert.Single(server.Requests).Body);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("free")]
    [InlineData("manage")]
    [InlineData("lift-breaker")]
    public async Task Group_Verb_NamesTheGroupOrNone(string verb)
    {
        await using var server = await StubServer.StartAsync();
        server.On($"POST /api/clusters/web/{verb}", Told);

        var all = await CommandRun.OfAsync(server, verb, "web");
        var one = await CommandRun.OfAsync(server, verb, "web", "--group", "store/primary");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (all.ExitCode, one.ExitCode));
        Assert.Equal(["", "?group=store%2Fprimary"], server.Requests.Select(asked => asked.Query));
    }

    [Fact]
    public async Task Rollback_ToAGeneration_NamesIt()
    {
        await using var server = await StubServer.StartAsync();
        server.On("POST /api/clusters/web/rollback", Told);

        await CommandRun.OfAsync(server, "rollback", "web");
        var run = await CommandRun.OfAsync(server, "rollback", "web", "--to", "3");

        Assert.Equal("So it will be.\n", run.Output);
        Assert.Equal(["{}", """{"generation":3}"""], server.Requests.Select(asked => asked.Body));
    }

    [Fact]
    public async Task Why_Node_PrintsVerdictDecisionsAndWaits()
    {
        await using var server = await StubServer.StartAsync();
        server.On(
            "GET /api/clusters/web/nodes/n1/why",
            Reply.Json(
                """
                {"node":"n1","message":"Node n1 is Running.","verdict":{"status":"Healthy","message":"Check http says Healthy."},
                 "decisions":[{"at":"2026-01-31T12:00:00Z","kind":"NodeCreating","message":"1 node is wanted."}],
                 "waitsFor":[{"kind":"Nothing","message":"There is nothing to do."}]}
                """
            )
        );

        var run = await CommandRun.OfAsync(server, "why", "web", "--node", "n1");

        Assert.Equal(
            """
            Node n1 is Running.
              Check http says Healthy.
              2026-01-31 12:00:00 NodeCreating: 1 node is wanted.
              > Nothing: There is nothing to do.

            """,
            run.Output
        );
    }

    [Fact]
    public async Task Why_Group_AsksForItAlone()
    {
        await using var server = await StubServer.StartAsync();
        server.On(
            "GET /api/clusters/web/why",
            Reply.Json("""[{"group":"a/b","message":"Group a/b is Converged.","decisions":[],"waitsFor":[]}]""")
        );

        var run = await CommandRun.OfAsync(server, "why", "web", "--group", "a/b");

        Assert.Equal("Group a/b is Converged.\n", run.Output);
        Assert.Equal("?group=a%2Fb", Assert.Single(server.Requests).Query);
    }

    [Fact]
    public async Task Log_OfANode_IsPrintedAsItStands()
    {
        await using var server = await StubServer.StartAsync();
        server.On("GET /api/clusters/web/nodes/n1/log", new Reply(200, "text/plain", "one\ntwo\n"));

        var run = await CommandRun.OfAsync(server, "log", "web", "n1");

        Assert.Equal((ExitCode.Done, "one\ntwo\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Scale_ForAWhile_SendsTheLength()
    {
        await using var server = await StubServer.StartAsync();
        server.On("PATCH /api/clusters/web/groups/front", Reply.Cluster("Changing", 4));

        await CommandRun.OfAsync(server, "scale", "web", "front", "5", "--for", "2h");

        Assert.Equal("""{"size":5,"for":"2h"}""", Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Node_Refused_SaysWhyInOneLine()
    {
        await using var server = await StubServer.StartAsync();
        server.On("POST /api/clusters/web/nodes/n1/replace", Reply.Problem(409, "Node n1 is being removed."));

        var run = await CommandRun.OfAsync(server, "node", "replace", "web", "n1");

        Assert.Equal((ExitCode.Refused, "kadende: Node n1 is being removed.\n"), (run.ExitCode, run.Error));
    }
}
