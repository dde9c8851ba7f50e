using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Kadende.Api.Tests.Audit;

public sealed class AuditRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Everything = "/api/audit/installation";
    private const string Planted = "planted-secret-that-nobody-may-find";

    /// <summary>Machines beat every few seconds and change nothing that anybody asked for.</summary>
    private static readonly string[] NotAudited = ["POST /api/heartbeat"];

    private readonly ApiHost _host = fixture.Host;

    private ApiClient Foo => _host.User("foo");

    /// <summary>Runs team foo.</summary>
    private ApiClient Boss => _host.User("boss");

    [Theory]
    [InlineData(ApiHost.AdminToken, "admin")]
    [InlineData("the-token-of-the-user-viewer", "viewer")]
    [InlineData("the-token-of-the-user-bar", "bar")]
    public async Task EveryWriteRoute_WhoeverAsks_LeavesARecordWithAnOutcome(string token, string actor)
    {
        var routes = await WriteRoutesAsync();
        var from = TimeProvider.System.GetUtcNow();
        foreach (var (method, path) in routes)
        {
            await SendAsync(_host.As(token), method, $"{Filled(path)}?team=foo", "{}");
        }

        var told = await _host.Admin.ReadAuditAsync($"{Everything}?from={Uri.EscapeDataString($"{from:O}")}");

        Assert.True(routes.Count > 30);
        Assert.All(
            routes,
            route =>
                Assert.Contains(
                    told,
                    one =>
                        (string?)one["method"] == route.Method
                        && (string?)one["route"] == route.Path
                        && (string?)one["outcome"] is "Done" or "Refused"
                        && (string?)one["actor"] == actor
                )
        );
    }

    [Fact]
    public async Task PutCluster_AnotherSpec_TellsGenerationsAndDifference()
    {
        var name = Specs.NewName();
        await Foo.PutAsync($"/api/clusters/{name}", Specs.Of(name));

        var answer = await Foo.PutAsync($"/api/clusters/{name}", Specs.Of(name, size: 3, version: "2"));

        var told = await Boss.AuditOfAsync("/api/audit", answer);
        Assert.Equal("foo", (string?)told["actor"]);
        Assert.Equal("foo", (string?)told["team"]);
        Assert.Equal("Done", (string?)told["outcome"]);
        Assert.Equal(200, (int?)told["status"]);
        Assert.Equal("/api/clusters/{cluster}", (string?)told["route"]);
        Assert.Equal("settings-token", (string?)told["source"]!["signIn"]);
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse((string)told["source"]!["address"]!)));
        Assert.Equal((1, 2), ((int?)told["change"]!["from"], (int?)told["change"]!["to"]));
        Assert.Contains(
            "-version: \"1\"\n+version: \"2\"\n",
            (string?)told["change"]!["diff"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cluster_FromCreationToDeletion_IsToldStepByStep()
    {
        var name = Specs.NewName();
        var path = $"/api/clusters/{name}";
        await Foo.PostAsync("/api/clusters", Specs.Of(name));
        await Foo.PatchAsync($"{path}/groups/web", "{\"size\": 5}");
        await SendAsync(Foo, "POST", $"{path}/rollback", "{}");
        await SendAsync(Foo, "POST", $"{path}/pause?group=web", "{}");
        await Foo.DeleteAsync(path);

        var told = await Boss.ReadAuditAsync($"/api/audit?cluster={name}");

        Assert.Equal(["1", "2", "3", "3", "3"], told.Select(one => $"{one["change"]!["to"]}"));
        Assert.Contains("+# size of web set by hand: 5", $"{told[1]["change"]!["diff"]}", StringComparison.Ordinal);
        Assert.Contains("-# size of web set by hand: 5", $"{told[2]["change"]!["diff"]}", StringComparison.Ordinal);
        Assert.Equal("web", (string?)told[3]["about"]!["group"]);
        Assert.Equal("DELETE", (string?)told[4]["method"]);
    }

    [Fact]
    public async Task AnyAnswer_CallersOwnRequestId_IsNotTaken()
    {
        var answer = await Foo.DeleteAsync("/api/clusters/none", ("X-Request-Id", "mine"));

        var told = await Boss.AuditOfAsync("/api/audit", answer);
        Assert.NotEqual("mine", (string?)told["requestId"]);
        Assert.Equal("Refused", (string?)told["outcome"]);
        Assert.Equal(answer.Detail, (string?)told["detail"]);
    }

    [Fact]
    public async Task DeleteCluster_RoleDoesNotSuffice_IsToldToTheTeam()
    {
        var answer = await _host.User("viewer").DeleteAsync("/api/clusters/none");

        var told = await Boss.AuditOfAsync("/api/audit?outcome=refused&actor=viewer", answer);
        Assert.Equal(403, (int?)told["status"]);
        Assert.Equal(answer.Detail, (string?)told["detail"]);
        Assert.Null(told["change"]);
    }

    [Fact]
    public async Task DeleteCluster_InAForeignTeam_IsToldToAdministratorsOnly()
    {
        var answer = await _host.User("bar").DeleteAsync("/api/clusters/none?team=foo");

        var told = await _host.Admin.AuditOfAsync(Everything, answer);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Null((string?)told["team"]);
        Assert.Equal("foo", (string?)told["about"]!["team"]);
        Assert.DoesNotContain(await Boss.ReadAuditAsync("/api/audit"), IsOf(answer));
        Assert.DoesNotContain(await _host.Admin.ReadAuditAsync("/api/audit?team=bar"), IsOf(answer));
    }

    [Fact]
    public async Task AnyWrite_SecretsInBodiesHeadersAndPaths_AreNowhereInTheAudit()
    {
        var token = ApiHost.TokenOf("foo");
        await Foo.PutAsync("/api/clusters/bad", $"version: 1\nname: {Planted}!\n{Planted}: {Planted}");
        await Foo.PutAsync("/api/clusters/bad", "x: 1", ("If-Match", Planted), ("Cookie", Planted));
        await SendAsync(
            Boss,
            "PUT",
            "/api/teams/foo/members/ann",
            $"{{\"role\": \"{Planted}\", \"password\": \"{Planted}\"}}"
        );
        await _host.As($"{Planted}-token").DeleteAsync("/api/clusters/web");
        await Foo.DeleteAsync($"/api/clusters/{token}");
        var made = await SendAsync(_host.Admin, "POST", "/api/users", $"{{\"name\": \"{Specs.NewName()}\"}}");
        var user = (string)made.Json["name"]!;
        var issued = await SendAsync(_host.Admin, "POST", $"/api/users/{user}/tokens", "{\"name\": \"ci\"}");
        // Somebody pastes the text of another token where its id belongs.
        await SendAsync(_host.Admin, "DELETE", $"/api/users/{user}/tokens/{issued.Json["token"]}", "");
        await SendAsync(
            _host.Admin,
            "DELETE",
            $"/api/clusters/{issued.Json["token"]}?group={issued.Json["token"]}",
            ""
        );

        var lines = (await _host.Admin.GetAsync(Everything, ("Accept", "application/x-ndjson"))).Text;

        Assert.Equal(HttpStatusCode.Created, issued.Status);
        Assert.Contains("/api/users/{user}/tokens", lines, StringComparison.Ordinal);
        Assert.DoesNotContain((string)issued.Json["token"]!, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(token, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.AdminToken, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_ReadInSmallPages_HasEverythingOnceInOrder()
    {
        var name = Specs.NewName();
        await Foo.DeleteAsync($"/api/clusters/{name}");
        await Foo.DeleteAsync($"/api/clusters/{name}?team=bar");
        await Foo.DeleteAsync($"/api/clusters/{name}");

        var all = await _host.Admin.ReadAuditAsync($"{Everything}?cluster={name}");
        var paged = await _host.Admin.ReadAuditAsync($"{Everything}?cluster={name}", size: 1);

        Assert.Equal(3, all.Count);
        Assert.Equal(all.Select(IdOf), paged.Select(IdOf));
        Assert.Equal(all.Select(IdOf).Order(StringComparer.Ordinal), all.Select(IdOf));
    }

    [Fact]
    public async Task Audit_AsLines_IsTheWholeRange()
    {
        var name = Specs.NewName();
        await Foo.DeleteAsync($"/api/clusters/{name}");
        await Foo.DeleteAsync($"/api/clusters/{name}");

        var answer = await Boss.GetAsync($"/api/audit?cluster={name}&size=1", ("Accept", "application/x-ndjson"));

        Assert.Equal("application/x-ndjson", answer.MediaType);
        var lines = answer
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!);
        Assert.Equal((await Boss.ReadAuditAsync($"/api/audit?cluster={name}")).Select(IdOf), lines.Select(IdOf));
    }

    [Theory]
    [InlineData("foo", "/api/audit", HttpStatusCode.Forbidden)]
    [InlineData("boss", "/api/audit?team=bar", HttpStatusCode.NotFound)]
    [InlineData("boss", Everything, HttpStatusCode.Forbidden)]
    [InlineData("boss", "/api/audit?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("boss", "/api/audit?outcome=maybe", HttpStatusCode.BadRequest)]
    [InlineData("boss", "/api/audit?after=nonsense", HttpStatusCode.BadRequest)]
    public async Task Audit_NotForTheCallerOrAskedWrongly_IsRefused(
        string user,
        string path,
        HttpStatusCode expected
    ) => Assert.Equal(expected, (await _host.User(user).GetAsync(path)).Status);

    [Fact]
    public async Task Heartbeat_IsNotAudited()
    {
        var answer = await SendAsync(_host.As("no-token-of-a-node"), "POST", "/api/heartbeat", "{}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.DoesNotContain(await _host.Admin.ReadAuditAsync(Everything), IsOf(answer));
    }

    private static Predicate<JsonNode> IsOf(Answer answer) =>
        one => (string?)one["requestId"] == answer.Headers.GetValues("X-Request-Id").Single();

    private static string? IdOf(JsonNode one) => (string?)one["id"];

    /// <summary>Method and path of every route that is to change something, from the API's own description.</summary>
    private async Task<IReadOnlyList<(string Method, string Path)>> WriteRoutesAsync() =>
        [
            .. (await _host.As(null).GetAsync("/openapi/v1.json")).Json["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key))
                )
                .Where(route => route.Item1 != "GET" && !NotAudited.Contains($"{route.Item1} {route.Key}")),
        ];

    private static string Filled(string path) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "none" : part));

    private static Task<Answer> SendAsync(ApiClient client, string method, string path, string json) =>
        client.SendAsync(new HttpMethod(method), path, new StringContent(json, Encoding.UTF8, "application/json"), []);
}
