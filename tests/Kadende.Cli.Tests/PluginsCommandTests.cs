using Xunit;

namespace Kadende.Cli.Tests;

public sealed class PluginsCommandTests
{
    [Fact]
    public async Task Plugins_OfAllKinds_AreATableWithVersionsAndHealth()
    {
        await using var server = await StubServer.StartAsync();
        server.On(
            "GET /api/plugins",
            Reply.Json(
                """
                [
                  {"kind":"Provider","name":"aws","aliases":[],"summary":"","url":null,"versions":[
                    {"version":"2.0.0","propertiesSchema":{},"health":{"state":"Working","since":"2026-01-31T12:00:00Z","reason":null}},
                    {"version":"1.0.0","propertiesSchema":{},"health":{"state":"Failing","since":"2026-01-31T12:00:00Z","reason":"no answer"}}]},
                  {"kind":"Flavour","name":"bash","aliases":[],"summary":"","url":null,"versions":[
                    {"version":"1.0.0","propertiesSchema":{},"health":null}]},
                  {"kind":"Provider","name":"mine","aliases":[],"summary":"","url":"unix:///run/mine","versions":[
                    {"version":"0.6.1","propertiesSchema":{},"health":{"state":"Working","since":"2026-01-31T12:00:00Z","reason":null}}]}
                ]
                """
            )
        );

        var run = await CommandRun.OfAsync(server, "plugins");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            """
            KIND      NAME  VERSIONS      URL               HEALTH
            Provider  aws   2.0.0, 1.0.0  -                 2.0.0 Working; 1.0.0 Failing: no answer
            Flavour   bash  1.0.0         -                 -
            Provider  mine  0.6.1         unix:///run/mine  Working

            """,
            run.Output
        );
    }

    [Fact]
    public async Task Plugins_NotLetIn_SaysWhatTheServerSays()
    {
        await using var server = await StubServer.StartAsync();
        server.On("GET /api/plugins", Reply.Problem(403, "Your role does not allow this."));

        var run = await CommandRun.OfAsync(server, "plugins");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("Your role does not allow this.", run.Error, StringComparison.Ordinal);
    }
}
