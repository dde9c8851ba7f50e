using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Kadende.Runtime.Access;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class AccessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private string Path => $"/api/clusters/{_name}";

    [Theory]
    [InlineData("GET", "/api/clusters")]
    [InlineData("POST", "/api/clusters")]
    [InlineData("PUT", "/api/clusters/x")]
    [InlineData("GET", "/api/clusters/x")]
    [InlineData("DELETE", "/api/clusters/x")]
    [InlineData("POST", "/api/clusters/x/plan")]
    [InlineData("GET", "/api/clusters/x/groups/y/z")]
    [InlineData("PATCH", "/api/clusters/x/groups/y/z")]
    [InlineData("GET", "/api/clusters/x/nodes")]
    [InlineData("GET", "/api/clusters/x/events?follow=true")]
    [InlineData("GET", "/api/no-such-route")]
    [InlineData("TRACE", "/api/clusters")]
    [InlineData("GET", "/")]
    public async Task AnyRoute_Stranger_IsUnauthorized(string method, string path)
    {
        var answer = await _host.As(null).SendAsync(new HttpMethod(method), path, null, []);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("a-token-that-nobody-ever-had")]
    public async Task AnyRoute_WrongToken_IsUnauthorized(string token)
    {
        var answer = await _host.As(token).GetAsync("/api/clusters");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/api/schema")]
    [InlineData("/openapi/v1.json")]
    public async Task OpenRoute_Stranger_IsAnswered(string path)
    {
        var answer = await _host.As(null).GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.IsType<JsonObject>(answer.Json);
    }

    [Fact]
    public async Task UnknownRoute_KnownCaller_IsNotFoundWithWords()
    {
        var answer = await _host.Admin.GetAsync("/api/no-such-route");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("/openapi/v1.json", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownRoute_WrongMethod_IsNotAllowedWithWords()
    {
        var answer = await _host.Admin.SendAsync(HttpMethod.Patch, "/api/clusters", null, []);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Contains("PATCH", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForeignCluster_ByNameIdOrTeam_LooksAsIfItDidNotExist()
    {
        var id = (string?)(await _host.User("foo").PutAsync(Path, Specs.Of(_name))).Json["id"];
        var bar = _host.User("bar");
        string[] paths =
        [
            Path,
            $"/api/clusters/{id}",
            $"{Path}?team=foo",
            $"/api/clusters/{id}/nodes",
            $"/api/clusters/{id}/events",
            $"/api/clusters/{id}/events?follow=true",
            $"/api/clusters/{id}/groups/web",
        ];

        var answers = await Task.WhenAll(paths.Select(path => bar.GetAsync(path)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
        Assert.DoesNotContain(_name, (await bar.GetAsync("/api/clusters")).Names);
    }

    [Fact]
    public async Task ForeignCluster_Write_LooksAsIfItDidNotExist()
    {
        var id = (string?)(await _host.User("foo").PutAsync(Path, Specs.Of(_name))).Json["id"];
        var bar = _host.User("bar");

        var deleted = await bar.DeleteAsync($"/api/clusters/{id}");
        var resized = await bar.PatchAsync($"{Path}/groups/web?team=foo", """{"size": 0}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (deleted.Status, resized.Status));
        Assert.Equal("\"1\"", (await _host.User("foo").GetAsync(Path)).ETag);
    }

    [Fact]
    public async Task ForeignTeam_SameNameThere_IsFree()
    {
        await _host.User("foo").PutAsync(Path, Specs.Of(_name));

        var answer = await _host.User("bar").PutAsync(Path, Specs.Of(_name));

        Assert.Equal((HttpStatusCode.Created, "bar"), (answer.Status, (string?)answer.Json["team"]));
    }

    [Fact]
    public async Task ForeignTeam_List_IsNotFound()
    {
        var answer = await _host.User("bar").GetAsync("/api/clusters?team=foo");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Viewer_Write_IsForbiddenAndSaysWhatIsNeeded()
    {
        await _host.User("foo").PutAsync(Path, Specs.Of(_name));
        var viewer = _host.User("viewer");

        var answer = await viewer.PatchAsync($"{Path}/groups/web", """{"size": 9}""");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Operator", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Operator_SetsSizesButDoesNotEdit()
    {
        await _host.User("foo").PutAsync(Path, Specs.Of(_name));
        var client = _host.User("operator");

        var resized = await client.PatchAsync($"{Path}/groups/web", """{"size": 9}""");
        var deleted = await client.DeleteAsync(Path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (resized.Status, deleted.Status));
    }

    [Fact]
    public async Task SeveralTeams_NoneNamed_IsABadRequestThatListsThem()
    {
        var answer = await _host.User("both").GetAsync("/api/clusters");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("bar, foo", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralTeams_OneNamed_IsThatOne()
    {
        var answer = await _host.User("both").PutAsync($"{Path}?team=foo", Specs.Of(_name));

        Assert.Equal((HttpStatusCode.Created, "foo"), (answer.Status, (string?)answer.Json["team"]));
    }

    [Fact]
    public async Task Administrator_NoTeamNamed_IsTheDefaultTeam()
    {
        var answer = await _host.Admin.PutAsync(Path, Specs.Of(_name));

        Assert.Equal("default", (string?)answer.Json["team"]);
    }

    [Fact]
    public async Task Administrator_AnyTeam_SeesAll()
    {
        await _host.User("foo").PutAsync(Path, Specs.Of(_name));

        var answer = await _host.Admin.GetAsync($"{Path}?team=foo");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task TeamThatIsNoName_IsABadRequest()
    {
        var answer = await _host.Admin.GetAsync("/api/clusters?team=a%2Fb");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task Token_TakenAway_EndsAtOnce()
    {
        var token = TestContext.Current.CancellationToken;
        var tokens = _host.Services.GetRequiredService<ITokenStore>();
        const string Text = "a-token-that-is-taken-away";
        var caller = new Core.Access.Caller("gone", new Dictionary<string, Core.Access.Role>(), IsAdministrator: true);
        await tokens.PutAsync(ApiToken.HashOf(Text), new TokenOwner(caller, "test"), token);
        var before = await _host.As(Text).GetAsync("/api/clusters");

        await tokens.KeepOnlyAsync("test", new HashSet<string>(), token);

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.As(Text).GetAsync("/api/clusters")).Status);
    }

    [Fact]
    public async Task Tokens_InTheTables_AreHashesOnly()
    {
        var token = TestContext.Current.CancellationToken;
        var service = new TableServiceClient(fixture.ConnectionString);
        var text = new StringWriter();
        await foreach (var table in service.QueryAsync(cancellationToken: token))
        {
            await foreach (
                var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: token)
            )
            {
                await text.WriteAsync(string.Join(' ', row.Select(cell => Written(cell.Value))));
            }
        }

        Assert.Contains(ApiToken.HashOf(ApiHost.AdminToken), text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.AdminToken, text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.TokenOf("foo"), text.ToString(), StringComparison.Ordinal);
    }

    private static string Written(object? value) =>
        value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}";
}
