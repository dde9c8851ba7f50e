using Xunit;

namespace Kadende.Cli.Tests;

public sealed class ServerOptionsTests
{
    [Fact]
    public async Task Get_TokenInVariable_IsSentAsBearer()
    {
        await using var server = await StubServer.StartAsync();
        server.On("GET /api/clusters", Reply.Json("""{"items":[],"next":null}"""));

        var run = await CommandRun.OfAsync(server, "get", "--team", "blue team");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var asked = Assert.Single(server.Requests);
        Assert.Equal($"Bearer {CommandRun.Token}", asked.Authorization);
        Assert.Equal("?size=200&team=blue%20team", asked.Query);
    }

    [Fact]
    public async Task Get_TokenInFile_WinsOverVariable()
    {
        await using var server = await StubServer.StartAsync();
        server.On("GET /api/clusters", Reply.Json("""{"items":[],"next":null}"""));
        using var file = new SpecOnDisk("the-token-of-the-file\n");

        await CommandRun.OfAsync(server, "get", "--token-file", file.Path);

        Assert.Equal("Bearer the-token-of-the-file", Assert.Single(server.Requests).Authorization);
    }

    [Theory]
    [InlineData("ftp://x", "is no address")]
    [InlineData("nonsense", "is no address")]
    [InlineData("http://127.0.0.1:1", "cannot be reached")]
    public async Task Get_AddressThatLeadsNowhere_SaysSoInOneLine(string url, string said)
    {
        var run = await CommandRun.WithAsync(new() { ["KADENDE_TOKEN"] = CommandRun.Token }, "get", "--url", url);

        Assert.NotEqual(ExitCode.Done, run.ExitCode);
        Assert.Contains(said, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Get_NoToken_AsksForOneWithoutAskingTheServer()
    {
        await using var server = await StubServer.StartAsync();

        var run = await CommandRun.WithAsync(new() { ["KADENDE_URL"] = server.Url }, "get");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("KADENDE_TOKEN", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Get_TokenOnTheCommandLine_IsNoOption()
    {
        var run = await CommandRun.WithAsync([], "get", "--token", "secret");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("There is no option '--token'.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnotherKindOfServer_IsNoAnswer()
    {
        await using var server = await StubServer.StartAsync();
        server.On("GET /api/clusters", new Reply(200, "text/html", "<html>"));

        var run = await CommandRun.OfAsync(server, "get");

        Assert.Equal(ExitCode.NoAnswer, run.ExitCode);
        Assert.Contains("not as Kadende does", run.Error, StringComparison.Ordinal);
    }
}
