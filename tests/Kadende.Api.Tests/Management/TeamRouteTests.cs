using System.Net;
using Xunit;

namespace Kadende.Api.Tests.Management;

public sealed class TeamRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private string Cluster => $"/api/clusters/{_name}";

    [Fact]
    public async Task NewTeam_ItsEditor_WorksInItAndOthersSeeNothing()
    {
        var team = await Team.AddAsync(_host);
        var (_, editor) = await team.JoinAsync("editor");
        var other = await Team.AddAsync(_host);
        var (_, stranger) = await other.JoinAsync("admin");

        var made = await editor.PutAsync(Cluster, Specs.Of(_name));

        Assert.Equal((HttpStatusCode.Created, team.Name), (made.Status, (string?)made.Json["team"]));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{Cluster}?team={team.Name}")).Status);
        Assert.DoesNotContain(team.Name, (await stranger.GetAsync("/api/teams")).Text, StringComparison.Ordinal);
        Assert.Contains(team.Name, (await editor.GetAsync("/api/teams")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_Removed_SeesNothingFromThenOn()
    {
        var team = await Team.AddAsync(_host);
        var (user, client) = await team.JoinAsync("editor");
        await client.PutAsync(Cluster, Specs.Of(_name));

        var removed = await _host.Admin.DeleteAsync($"{team.Path}/members/{user}");

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{Cluster}?team={team.Name}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(Cluster)).Status);
    }

    [Fact]
    public async Task Member_OfLowerRole_MayDoLessFromThenOn()
    {
        var team = await Team.AddAsync(_host);
        var (user, client) = await team.JoinAsync("editor");

        await team.SetRoleAsync(user, "Viewer");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsync(Cluster, Specs.Of(_name))).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/clusters")).Status);
    }

    [Theory]
    [InlineData("DELETE", "/api/teams/!")]
    [InlineData("PUT", "/api/teams/!/quotas")]
    [InlineData("GET", "/api/users/!")]
    [InlineData("GET", "/api/users/!/tokens")]
    [InlineData("DELETE", "/api/users/!/tokens/x")]
    [InlineData("DELETE", "/api/users/'%20or%201=1/tokens/%20")]
    public async Task AnyRoute_TextThatIsNoName_IsNotFound(string method, string path)
    {
        var answer = await _host.Admin.SendAsync(new HttpMethod(method), path, Team.Json("{}"), []);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Members_List_NamesThoseOfTheApiAndOfTheSettings()
    {
        var user = await Team.AddUserAsync(_host);
        await _host
            .User("boss")
            .SendAsync(HttpMethod.Put, $"/api/teams/foo/members/{user}", Team.Json("""{"role": "operator"}"""), []);

        var members = (await _host.User("viewer").GetAsync("/api/teams/foo/members")).Json.AsArray();

        Assert.Equal("api", (string?)members.Single(one => (string?)one!["user"] == user)!["source"]);
        Assert.Equal("settings", (string?)members.Single(one => (string?)one!["user"] == "boss")!["source"]);
    }

    [Fact]
    public async Task Member_OfTheSettings_IsTheirsToChange()
    {
        var changed = await _host.User("boss").DeleteAsync("/api/teams/foo/members/viewer");

        Assert.Equal(HttpStatusCode.Conflict, changed.Status);
        Assert.Contains("Kadende:Access:Users", changed.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"role": "king"}""", "viewer, operator, editor, admin")]
    [InlineData("""{"role": 3}""", "viewer, operator, editor, admin")]
    [InlineData("{}", "role is missing")]
    public async Task Member_FaultyRole_IsToldWhatThereIs(string body, string words)
    {
        var answer = await _host
            .User("boss")
            .SendAsync(HttpMethod.Put, "/api/teams/foo/members/someone", Team.Json(body), []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_WhoIsNoUser_IsToldWhoAddsUsers()
    {
        var answer = await _host
            .User("boss")
            .SendAsync(
                HttpMethod.Put,
                "/api/teams/foo/members/nobody-of-this-name",
                Team.Json("""{"role": "viewer"}"""),
                []
            );

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("POST /api/users", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "a b"}""", "1 to 63")]
    [InlineData("""{"name": "ok", "nodes": -1}""", "from 0")]
    [InlineData("""{"name": "ok", "nodse": 1}""", "no field 'nodse'")]
    public async Task NewTeam_Faulty_IsToldWhy(string body, string words)
    {
        var answer = await _host.Admin.PostAsync("/api/teams", body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Team_ThatIsNotThere_IsToldToTheAdministrator()
    {
        var answer = await _host.Admin.GetAsync("/api/clusters?team=no-such-team");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("POST /api/teams", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_TeamWithClusters_IsRefused()
    {
        var team = await Team.AddAsync(_host);
        await _host.Admin.PutAsync($"{Cluster}?team={team.Name}", Specs.Of(_name));

        var answer = await _host.Admin.DeleteAsync(team.Path);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("1 cluster", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_EmptyTeam_BeginsNothingAnyMore()
    {
        var team = await Team.AddAsync(_host);
        var (_, editor) = await team.JoinAsync("editor");

        var answer = await _host.Admin.DeleteAsync(team.Path);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.NotNull(answer.Json["deletingSince"]);
        Assert.Equal(HttpStatusCode.Conflict, (await editor.PutAsync(Cluster, Specs.Of(_name))).Status);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync("/api/clusters")).Status);
    }

    [Theory]
    [InlineData("default", "always there")]
    [InlineData("foo", "settings")]
    public async Task Delete_TeamThatMustBe_IsRefused(string team, string words)
    {
        var answer = await _host.Admin.DeleteAsync($"/api/teams/{team}");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains(words, answer.Detail, StringComparison.Ordinal);
    }
}
