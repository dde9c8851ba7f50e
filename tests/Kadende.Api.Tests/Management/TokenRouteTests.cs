using System.Net;
using Azure.Data.Tables;
using Xunit;

namespace Kadende.Api.Tests.Management;

public sealed class TokenRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private string Cluster => $"/api/clusters/{_name}";

    [Fact]
    public async Task OwnToken_MadeUsedAndTakenAway_EndsAtOnce()
    {
        var team = await Team.AddAsync(_host);
        var (user, client) = await team.JoinAsync("editor");
        var made = await Team.NewTokenAsync(client, "/api/tokens");
        var second = _host.As((string?)made["token"]);
        var who = await second.GetAsync("/api/whoami");

        var gone = await client.DeleteAsync($"/api/tokens/{made["about"]!["id"]}");

        Assert.Equal((user, "Editor"), ((string?)who.Json["name"], (string?)who.Json["teams"]![team.Name]));
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/whoami")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/whoami")).Status);
    }

    [Fact]
    public async Task List_NeverShowsTheTextButTheLastUse()
    {
        var team = await Team.AddAsync(_host);
        var (_, client) = await team.JoinAsync("viewer");
        var made = await Team.NewTokenAsync(client, "/api/tokens", "\"for\": \"48h\"");
        await _host.As((string?)made["token"]).GetAsync("/api/whoami");

        var list = await client.GetAsync("/api/tokens");

        var shown = list.Json.AsArray().Single(one => (string?)one!["id"] == (string?)made["about"]!["id"])!;
        Assert.NotNull(shown["lastUsedAt"]);
        Assert.NotNull(shown["expiresAt"]);
        Assert.DoesNotContain(((string)made["token"]!)[^20..], list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Token_InTheTables_IsAHashOnly()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var user = await Team.AddUserAsync(_host);
        var text = await Team.TokenAsync(_host.Admin, $"/api/users/{user}/tokens");
        var rows = new StringWriter();

        await foreach (
            var row in new TableServiceClient(fixture.ConnectionString)
                .GetTableClient($"{fixture.Prefix}Index")
                .QueryAsync<TableEntity>(cancellationToken: cancellation)
        )
        {
            await rows.WriteAsync(string.Join(' ', row.Select(cell => Written(cell.Value))));
        }

        Assert.Contains(user, rows.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('~')[^1], rows.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NarrowToken_DoesOnlyWhatItIsFor()
    {
        var team = await Team.AddAsync(_host);
        var other = await Team.AddAsync(_host);
        var (user, _) = await team.JoinAsync("admin");
        await other.SetRoleAsync(user, "admin");
        var limits = $$""" "role": "viewer", "teams": ["{{team.Name}}"] """;
        var narrow = _host.As(await Team.TokenAsync(_host.Admin, $"/api/users/{user}/tokens", limits));

        Assert.Equal(HttpStatusCode.OK, (await narrow.GetAsync("/api/clusters")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await narrow.PutAsync(Cluster, Specs.Of(_name))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await narrow.GetAsync($"/api/clusters?team={other.Name}")).Status);
    }

    [Fact]
    public async Task NarrowToken_AsksForAWiderOne_GetsNoMoreThanItIs()
    {
        var team = await Team.AddAsync(_host);
        var (_, narrow) = await team.JoinAsync("admin", "\"role\": \"viewer\", \"for\": \"1h\"");

        var made = await Team.NewTokenAsync(narrow, "/api/tokens", "\"role\": \"admin\"");

        Assert.Equal("Viewer", (string?)made["about"]!["role"]);
        Assert.NotNull(made["about"]!["expiresAt"]);
        var wider = _host.As((string?)made["token"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await wider.PutAsync(Cluster, Specs.Of(_name))).Status);
    }

    [Fact]
    public async Task NarrowToken_SeesAndEndsOnlyTokensThatMayDoNoMore()
    {
        var team = await Team.AddAsync(_host);
        var (user, whole) = await team.JoinAsync("admin");
        var path = $"/api/users/{user}/tokens";
        var narrow = await Team.NewTokenAsync(_host.Admin, path, "\"role\": \"operator\"");
        var narrower = await Team.NewTokenAsync(_host.Admin, path, "\"role\": \"viewer\"");
        var wider = await Team.NewTokenAsync(_host.Admin, path, "\"role\": \"editor\"");
        var client = _host.As((string?)narrow["token"]);

        var seen = await client.GetAsync("/api/tokens");
        var refused = await client.DeleteAsync($"/api/tokens/{IdOf(wider)}");
        var ended = await client.DeleteAsync($"/api/tokens/{IdOf(narrower)}");
        var itself = await client.DeleteAsync($"/api/tokens/{IdOf(narrow)}");

        Assert.Equal(
            new[] { IdOf(narrow), IdOf(narrower) }.Order(),
            seen.Json.AsArray().Select(one => (string?)one!["id"]).Order()
        );
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (ended.Status, itself.Status));
        Assert.Equal(2, (await whole.GetAsync("/api/tokens")).Json.AsArray().Count);
    }

    [Fact]
    public async Task NarrowToken_OfAnAdministrator_DoesNotRunTheInstallation()
    {
        var user = await Team.AddUserAsync(_host, isAdministrator: true);
        var path = $"/api/users/{user}/tokens";
        var whole = _host.As(await Team.TokenAsync(_host.Admin, path));
        var narrow = _host.As(await Team.TokenAsync(_host.Admin, path, "\"role\": \"editor\""));

        Assert.Equal(HttpStatusCode.OK, (await whole.GetAsync("/api/users")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await narrow.GetAsync("/api/users")).Status);
        Assert.Equal(HttpStatusCode.Created, (await narrow.PutAsync($"{Cluster}?team=foo", Specs.Of(_name))).Status);
    }

    [Fact]
    public async Task TeamToken_WorksInItsTeamAlone()
    {
        var team = await Team.AddAsync(_host);
        var (_, boss) = await team.JoinAsync("admin");

        var token = _host.As(await Team.TokenAsync(boss, $"{team.Path}/tokens", "\"role\": \"editor\""));

        var made = await token.PutAsync(Cluster, Specs.Of(_name));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.StartsWith($"team:{team.Name}/", await ActorAsync(token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await token.GetAsync($"{team.Path}/tokens")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await token.GetAsync("/api/clusters?team=foo")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await token.GetAsync("/api/tokens")).Status);
    }

    [Fact]
    public async Task User_Removed_EndsWithAllTokens()
    {
        var team = await Team.AddAsync(_host);
        var (user, client) = await team.JoinAsync("editor");

        var removed = await _host.Admin.DeleteAsync($"/api/users/{user}");

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/whoami")).Status);
    }

    [Fact]
    public async Task Token_WithAWrongSecret_IsNobodys()
    {
        var user = await Team.AddUserAsync(_host);
        var text = await Team.TokenAsync(_host.Admin, $"/api/users/{user}/tokens");
        var parts = text.Split('~');

        var answer = await _host.As(string.Join('~', [.. parts[..^1], new string('A', 43)])).GetAsync("/api/whoami");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("""{"name": ""}""", "name")]
    [InlineData("""{"name": "x", "until": "2001-01-01T00:00:00Z"}""", "ended already")]
    [InlineData("""{"name": "x", "teams": []}""", "at least one team")]
    [InlineData("""{"name": "x", "teams": "foo"}""", "list")]
    [InlineData("""{"name": "x", "role": "root"}""", "viewer")]
    public async Task NewToken_Faulty_IsToldWhy(string body, string words)
    {
        var user = await Team.AddUserAsync(_host);

        var answer = await _host.Admin.PostAsync($"/api/users/{user}/tokens", body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewToken_OfAUserOfTheSettings_IsToldWhereTokensAre()
    {
        var answer = await _host.User("foo").PostAsync("/api/tokens", """{"name": "x"}""", "application/json");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("POST /api/users", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("foo")]
    public async Task NewUser_NamedLikeOneOfTheSettings_IsRefused(string name)
    {
        var answer = await _host.Admin.PostAsync("/api/users", $$"""{"name": "{{name}}"}""", "application/json");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
    }

    private async Task<string> ActorAsync(ApiClient client)
    {
        var events = await client.GetAsync($"{Cluster}/events");
        return (string)events.Json["items"]![0]!["actor"]!;
    }

    private static string? IdOf(System.Text.Json.Nodes.JsonNode made) => (string?)made["about"]!["id"];

    private static string Written(object? value) =>
        value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}";
}
