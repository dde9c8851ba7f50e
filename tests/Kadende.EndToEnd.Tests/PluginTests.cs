using System.Net;
using System.Text.Json.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Plugins;
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
    public async Task List_FlavourAndCheckThatWereCalled_TellHowTheyFare()
    {
        await _cluster.ReachAsync(
            Specs.Of(
                _cluster.Name,
                Specs.Group("web", 1, "process", "{}", "flavours: [{ name: bash, properties: { run: 'true' } }]"),
                """
                  api:
                    size: 1
                    resourcePlugin: { name: process }
                    init: exec sleep 300
                    health: { interval: 1s, checks: [{ type: command, run: 'true' }] }
                """
            )
        );

        var plugins = (await fixture.Bar.GetAsync("/api/plugins")).As<JsonArray>();

        Assert.Equal("Working", HealthOf(One(plugins, "Flavour", "bash")));
        Assert.Equal("Working", HealthOf(One(plugins, "HealthCheck", "command")));
        Assert.Null(HealthOf(One(plugins, "Flavour", "swarm")));
        Assert.Null((string?)One(plugins, "Flavour", "bash")["url"]);
    }

    [Fact]
    public async Task List_PluginBehindAUrl_IsToldToAdministratorsWithoutItsQuery()
    {
        await using var package = await ServedPlugin.StartAsync(BuiltPackage.Sample().Zip());
        var machines = fixture.Installation.Folder(_cluster.Name);
        var provider = Specs.ByUrl("my-custom-plugin", $"{package.Url}?sig=s3cr3t-of-a-url", package.Sha256);
        await _cluster.ReachAsync(
            Specs.Of(_cluster.Name, Specs.Group("mine", 1, provider, $"{{ instanceSize: a, directory: '{machines}' }}"))
        );

        var toAdministrator = await fixture.Foo.GetAsync("/api/plugins");
        var toOthers = await fixture.Bar.GetAsync("/api/plugins");

        var mine = One(toAdministrator.As<JsonArray>(), "Provider", "my-custom-plugin");
        Assert.Equal(package.Url, (string?)mine["url"]);
        Assert.Equal("Working", HealthOf(mine));
        Assert.Equal("0.0.1", (string?)mine["versions"]![0]!["version"]);
        Assert.DoesNotContain("s3cr3t-of-a-url", toAdministrator.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("my-custom-plugin", toOthers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_RemotePluginCalledAsAnInstalledOne_FailsForItself()
    {
        await using var server = await PluginServer.ServeAsync([]);
        await _cluster.PutAsync(
            Specs.Of(
                _cluster.Name,
                Specs.Group("bad", 1, Specs.ByUrl("simulated", $"{server.Url}/#b")),
                Specs.Group("well", 1, "simulated")
            )
        );

        var plugins = await Deadline.UntilAsync(
            "both were called",
            async () => (await fixture.Foo.GetAsync("/api/plugins")).As<JsonArray>(),
            all => Fares(all, null) is not null && Fares(all, $"{server.Url}/#b") is not null
        );

        Assert.Equal("Working", Fares(plugins, null));
        Assert.Equal("Failing", Fares(plugins, $"{server.Url}/#b"));
        await _cluster.AskAsync("free?group=bad");
        await _cluster.DeleteAsync();

        static string? Fares(JsonArray plugins, string? url) =>
            plugins.FirstOrDefault(one => (string?)one!["name"] == "simulated" && (string?)one["url"] == url)
                is { } found
                ? HealthOf(found)
                : null;
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

    private static JsonNode One(JsonArray plugins, string kind, string name) =>
        plugins.Single(one => (string?)one!["kind"] == kind && (string?)one["name"] == name)!;

    /// <summary>Of its newest version; null: it was not called.</summary>
    private static string? HealthOf(JsonNode plugin) => (string?)plugin["versions"]![0]!["health"]?["state"];

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
