using System.Net;
using System.Text.Json;
using Kadende.Plugins.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests.Management;

public sealed class SecretRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Planted = "planted-value-of-a-secret";

    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Put_ThenList_TellsTheNameAndNothingOfTheValue()
    {
        var team = await Team.AddAsync(_host);
        var (user, admin) = await team.JoinAsync("admin");

        var made = await PutAsync(admin, team, "db", $"{Planted}\nof two lines");
        var changed = await PutAsync(admin, team, "db", Planted);
        var listed = await admin.GetAsync($"{team.Path}/secrets");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.Status, changed.Status));
        var one = Assert.Single(listed.Json.AsArray())!.AsObject();
        Assert.Equal(["name", "changedAt", "changedBy"], one.Select(field => field.Key));
        Assert.Equal(("db", user), ((string?)one["name"], (string?)one["changedBy"]));
        Assert.All(
            [made, changed, listed],
            answer => Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal)
        );
        Assert.Equal(Planted, await FindAsync(team.Name, "db"));
    }

    [Fact]
    public async Task Put_ValueOfSeveralLines_IsKeptAsItIs()
    {
        var team = await Team.AddAsync(_host);
        const string Key = "-----BEGIN KEY-----\r\n\tä \"quoted\" \\ \U0001F511\n-----END KEY-----\n";

        await PutAsync(_host.Admin, team, "ssh.key_1", Key);

        Assert.Equal(Key, await FindAsync(team.Name, "ssh.key_1"));
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("editor")]
    public async Task AnyRoute_MemberWhoIsNoAdmin_IsForbidden(string role)
    {
        var team = await Team.AddAsync(_host);
        await PutAsync(_host.Admin, team, "db", Planted);
        var (_, member) = await team.JoinAsync(role);

        Answer[] answers =
        [
            await member.GetAsync($"{team.Path}/secrets"),
            await PutAsync(member, team, "db", "other"),
            await member.DeleteAsync($"{team.Path}/secrets/db"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.Status));
        Assert.Equal(Planted, await FindAsync(team.Name, "db"));
    }

    [Fact]
    public async Task AnyRoute_AdminOfAnotherTeam_FindsNothing()
    {
        var team = await Team.AddAsync(_host);
        await PutAsync(_host.Admin, team, "db", Planted);
        var other = await Team.AddAsync(_host);
        var (_, stranger) = await other.JoinAsync("admin");

        Answer[] answers =
        [
            await stranger.GetAsync($"{team.Path}/secrets"),
            await PutAsync(stranger, team, "db", "other"),
            await stranger.DeleteAsync($"{team.Path}/secrets/db?force=true"),
            await stranger.DeleteAsync($"{other.Path}/secrets/db?force=true"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
        Assert.Empty((await stranger.GetAsync($"{other.Path}/secrets")).Json.AsArray());
        Assert.Equal(Planted, await FindAsync(team.Name, "db"));
    }

    [Theory]
    [InlineData("{}", "value is missing")]
    [InlineData("""{"value": ""}""", "value must be text of 1 to 24576 bytes")]
    [InlineData("""{"value": 5}""", "value must be text")]
    [InlineData("""{"value": ["planted"]}""", "value must be text")]
    [InlineData("""{"value": "planted\u0000"}""", "only tabs and line breaks are taken")]
    [InlineData("""{"value": "planted \ud800"}""", "The body has half of a character")]
    [InlineData("""{"planted \ud800": 1}""", "The body has half of a character")]
    [InlineData("""{"value": "planted", "length": 7}""", "There is no field 'length'")]
    [InlineData("""{"value": "planted", "value": "again"}""", "The body is not JSON")]
    [InlineData("""planted""", "The body is not JSON")]
    public async Task Put_FaultyBody_IsRefusedWithoutTellingTheValue(string body, string expected)
    {
        var team = await Team.AddAsync(_host);

        var answer = await SendAsync(_host.Admin, team, "db", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await _host.Admin.GetAsync($"{team.Path}/secrets")).Json.AsArray());
    }

    [Fact]
    public async Task Put_LargestValue_IsTakenAndALargerOneRefused()
    {
        var team = await Team.AddAsync(_host);

        var largest = await PutAsync(_host.Admin, team, "large", new string('ä', 12 * 1024));
        var larger = await PutAsync(_host.Admin, team, "larger", new string('ä', 12 * 1024) + "x");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (largest.Status, larger.Status));
    }

    [Theory]
    [InlineData("-db")]
    [InlineData("a%20b")]
    [InlineData("a%2Fb")]
    [InlineData("a%7Cb")]
    [InlineData("%C3%A4")]
    [InlineData("x123456789012345678901234567890123456789012345678901234567890123")]
    public async Task AnyRoute_NameThatIsNone_IsRefused(string name)
    {
        var team = await Team.AddAsync(_host);

        var put = await PutAsync(_host.Admin, team, name, Planted);
        var deleted = await _host.Admin.DeleteAsync($"{team.Path}/secrets/{name}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (put.Status, deleted.Status));
        Assert.Contains("cannot name a secret", put.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_SecretThatSpecsName_IsRefusedUntilForced()
    {
        var team = await Team.AddAsync(_host);
        await PutAsync(_host.Admin, team, "db", Planted);
        foreach (var i in Enumerable.Range(1, 7))
        {
            await ApplyAsync(team, $"shop{i}", "${secret:db}");
        }

        await ApplyAsync(team, "other", "$${secret:db}");
        var path = $"{team.Path}/secrets/db";

        var refused = await _host.Admin.DeleteAsync(path);
        var wrong = await _host.Admin.DeleteAsync($"{path}?force=yes");
        var forced = await _host.Admin.DeleteAsync($"{path}?force=true");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.StartsWith(
            "The specs of shop1, shop2, shop3, shop4, shop5 and 2 more name secret 'db'",
            refused.Detail,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(HttpStatusCode.NoContent, forced.Status);
        Assert.Null(await FindAsync(team.Name, "db"));
    }

    [Fact]
    public async Task Delete_SecretThatOnlyAnotherTeamsSpecsName_IsDone()
    {
        var (team, other) = (await Team.AddAsync(_host), await Team.AddAsync(_host));
        await PutAsync(_host.Admin, team, "db", Planted);
        await PutAsync(_host.Admin, other, "db", "other");
        await ApplyAsync(other, "shop", "${secret:db}");

        var deleted = await _host.Admin.DeleteAsync($"{team.Path}/secrets/db");

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal("other", await FindAsync(other.Name, "db"));
    }

    [Fact]
    public async Task Put_MoreThanATeamMayHave_IsRefusedAndChangesAreNot()
    {
        var team = await Team.AddAsync(_host);
        var secrets = _host.Services.GetRequiredService<ITeamSecrets>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i => secrets.PutAsync(team.Name, $"s{i}", "x", "ann", TestContext.Current.CancellationToken))
        );

        var more = await PutAsync(_host.Admin, team, "more", Planted);
        var changed = await PutAsync(_host.Admin, team, "s7", Planted);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (more.Status, changed.Status));
        Assert.Contains("has 200 secrets, and may have 200", more.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/clusters/shop/plan")]
    [InlineData("/api/clusters")]
    public async Task Apply_SecretOfAnotherTeam_IsAFaultThatSaysWhatToDo(string path)
    {
        var (team, other) = (await Team.AddAsync(_host), await Team.AddAsync(_host));
        await PutAsync(_host.Admin, other, "db", Planted);

        var answer = await _host.Admin.PostAsync($"{path}?team={team.Name}", Spec("shop", "${secret:db}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"PUT /api/teams/{team.Name}/secrets/db", answer.Text, StringComparison.Ordinal);
        Assert.Equal(7, (int)answer.Json["faults"]![0]!["line"]!);
        Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Name, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_OtherTeamsNameBeforeTheSecrets_IsAFault()
    {
        var (team, other) = (await Team.AddAsync(_host), await Team.AddAsync(_host));
        await PutAsync(_host.Admin, other, "db", Planted);

        var answer = await _host.Admin.PostAsync(
            $"/api/clusters?team={team.Name}",
            Spec("shop", $"${{secret:{other.Name}/db}}")
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("cannot name a secret", answer.Text, StringComparison.Ordinal);
    }

    private async Task ApplyAsync(Team team, string name, string text)
    {
        var answer = await _host.Admin.PostAsync($"/api/clusters?team={team.Name}", Spec(name, text));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    private static string Spec(string name, string text) =>
        $$"""
            version: "1"
            name: {{name}}
            groups:
              web:
                size: 1
                resourcePlugin: { name: process }
                resourceProperties: { environment: { KEY: '{{text}}' } }
                init: exec sleep 300
            """;

    private Task<string?> FindAsync(string team, string name) =>
        _host.Services.GetRequiredService<SecretStore>().FindAsync(team, name, TestContext.Current.CancellationToken);

    private static Task<Answer> PutAsync(ApiClient by, Team team, string name, string value) =>
        SendAsync(by, team, name, JsonSerializer.Serialize(new { value }));

    private static Task<Answer> SendAsync(ApiClient by, Team team, string name, string body) =>
        by.SendAsync(HttpMethod.Put, $"{team.Path}/secrets/{name}", Team.Json(body), []);
}
