using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kadende.Functions.Tests.Passes;
using Kadende.TestKit;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Functions.Tests.Http;

public sealed class HttpEntryTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const string Spec = """
        version: "1"
        name: web
        groups:
          fleet: { size: 1, resourcePlugin: { name: simulated } }
        """;

    private readonly RecordingDurableClient _durable = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/whoami", EntryHost.AdminToken, HttpStatusCode.OK)]
    [InlineData("/api/whoami", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/whoami", "a-token-that-nobody-has", HttpStatusCode.Unauthorized)]
    [InlineData("/api/clusters/nothing", EntryHost.AdminToken, HttpStatusCode.NotFound)]
    [InlineData("/nowhere", EntryHost.AdminToken, HttpStatusCode.NotFound)]
    public async Task RunAsync_Request_IsAnsweredByTheApi(string path, string? token, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        using var answer = await host.SendAsync(HttpMethod.Get, path, token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.OK ? "application/json" : "application/problem+json",
            answer.Content.Headers.ContentType?.MediaType
        );
    }

    [Fact]
    public async Task RunAsync_ClusterIsPosted_StartsItsPassAndIsAudited()
    {
        await using var host = await StartAsync();

        using var posted = await host.SendAsync(
            HttpMethod.Post,
            "/api/clusters",
            spec: Spec,
            headers: ("X-Forwarded-For", "203.0.113.7")
        );

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        var cluster = await posted.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal([$"reconcile-{cluster?["id"]}"], _durable.Started.Select(start => start.Id));
        var told = Assert.Single(await AuditAsync(host));
        Assert.Equal("done", (string?)told?["outcome"], ignoreCase: true);
        Assert.Equal("203.0.113.7", (string?)told?["source"]?["address"]);
    }

    [Fact]
    public async Task RunAsync_PlanOfTheDeploymentGuide_SaysWhatWouldBeMade()
    {
        await using var host = await StartAsync(("Kadende:PluginTeams:simulated:0", "-"));
        var example = await File.ReadAllTextAsync(
            Path.Combine(Repository.Top, "examples", "simulated.yml"),
            Cancellation
        );

        using var answer = await host.SendAsync(HttpMethod.Post, "/api/clusters/simulated/plan", spec: example);

        var plan = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(10, plan?["actions"]?.AsArray().Count);
    }

    [Fact]
    public async Task RunAsync_CallerMakesAnAddressUp_IsKnownByTheOneThatTheHostSaw()
    {
        await using var host = await StartAsync();

        using var posted = await host.SendAsync(
            HttpMethod.Post,
            "/api/clusters",
            spec: Spec,
            headers: ("X-Forwarded-For", "10.9.9.9, 203.0.113.7")
        );

        var told = Assert.Single(await AuditAsync(host));
        Assert.Equal("203.0.113.7", (string?)told?["source"]?["address"]);
    }

    [Fact]
    public async Task RunAsync_OneAddressAsksTooMuch_OthersAreAnswered()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:AddressBurst", "3"),
            ("Kadende:Limits:AddressPerSecond", "1")
        );

        var greedy = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(host, "203.0.113.7")));
        var other = await StatusAsync(host, "203.0.113.8");

        Assert.Contains(HttpStatusCode.TooManyRequests, greedy);
        Assert.Equal(HttpStatusCode.OK, other);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task RunAsync_HostWasAskedOverTls_TellsBrowsersToStayWithIt(string scheme, bool told)
    {
        await using var host = await StartAsync();

        using var answer = await host.SendAsync(HttpMethod.Get, "/api/whoami", headers: ("X-Forwarded-Proto", scheme));

        Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task RunAsync_HostStopsItsFunctions_EndsAStreamThatIsFollowed()
    {
        await using var host = await StartAsync();
        using var posted = await host.SendAsync(HttpMethod.Post, "/api/clusters", spec: Spec);
        using var stream = await host.SendAsync(HttpMethod.Get, "/api/clusters/web/events?follow=true");

        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        var first = await reader.ReadLineAsync(Cancellation);

        await host.StopFunctionsAsync();

        await reader.ReadToEndAsync(Cancellation);
        Assert.StartsWith("id: ", first, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task<EntryHost> StartAsync(params (string, string)[] settings) =>
        EntryHost.StartAsync(azurite, _durable, settings);

    private static async Task<HttpStatusCode> StatusAsync(EntryHost host, string address)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/whoami", headers: ("X-Forwarded-For", address));
        return answer.StatusCode;
    }

    private static async Task<JsonArray> AuditAsync(EntryHost host)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/audit?team=default");
        var page = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        return page?["items"]?.AsArray() ?? [];
    }
}
