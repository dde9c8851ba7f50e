using System.Net;
using System.Text.Json.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Which plugins there are, and groups that are made by several.</summary>
public sealed class PluginTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TestCluster _cluster = fixture.NewCluster();

    [Fact]
    public async Task List_Plugins_TellsVersionsFieldsAndWhatEachCanDo()
    {
        await _cluster.ReachAsync(Specs.Of(_cluster.Name, Specs.Group("web", 1, "file")));

        var plugins = (await fixture.Bar.GetAsync("/api/plugins")).As<JsonArray>();

        var file = plugins.Single(one => (string?)one!["kind"] == "Provider" && (string?)one["name"] == "file")!;
        var version = file["versions"]!.AsArray()[0]!;
        Assert.NotNull(version["propertiesSchema"]!["properties"]!["content"]);
        Assert.Equal("Working", (string?)version["health"]!["state"]);
        var google = plugins.Single(one => (string?)one!["name"] == "gcd")!;
        Assert.Equal("gcp", (string?)google["aliases"]![0]);
        Assert.Contains(plugins, one => (string?)one!["kind"] == "Flavour" && (string?)one["name"] == "bash");
        Assert.Contains(plugins, one => (string?)one!["kind"] == "HealthCheck" && (string?)one["name"] == "http");
    }

    [Fact]
    public async Task Apply_TwoProviders_ShareTheMachinesByWeight()
    {
        var seen = await _cluster.ReachAsync(Spec(size: 4, SimulatedIs("{}")));

        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);
        await _cluster.DeleteAsync();
        Assert.Empty(fixture.Installation.FilesOf(seen.Id));
    }

    [Fact]
    public async Task Apply_UrlByATeamThatMayNot_IsAFaultThatSaysWho()
    {
        var name = TestCluster.NewName();

        var answer = await fixture.Bar.PutAsync(
            $"/api/clusters/{name}",
            $"""
            version: "1"
            name: {name}
            groups:
              web: {"{"} size: 1, resourcePlugin: {"{"} name: mine, url: "https://plugins.example.org/mine" {"}"} {"}"}
            """
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Kadende:PluginUrls:Teams", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_NothingNewer_ChangesNothing()
    {
        var before = await _cluster.ReachAsync(Specs.Of(_cluster.Name, Specs.Group("web", 1, "file")));

        await _cluster.AskAsync("upgrade");

        Assert.Equal(before.Generation, (await _cluster.GetAsync()).Generation);
    }

    private static string SimulatedIs(string properties) => $"{{ name: simulated, resourceProperties: {properties} }}";

    private string Spec(int size, string other) =>
        $$"""
            version: "1"
            name: {{_cluster.Name}}
            groups:
              web:
                size: {{size}}
                resourcePlugin: [{ name: file, weight: 3 }, {{other}}]
                health: { interval: 1s }
            """;
}
