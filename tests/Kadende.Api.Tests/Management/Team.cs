using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Kadende.Api.Tests.Management;

/// <summary>A team of its own for a test, with users made through the API.</summary>
internal sealed class Team
{
    private readonly ApiHost _host;

    private Team(ApiHost host, string name)
    {
        _host = host;
        Name = name;
    }

    public string Name { get; }

    public string Path => $"/api/teams/{Name}";

    public static async Task<Team> AddAsync(ApiHost host, string quotas = "")
    {
        var name = Specs.NewName();
        var more = quotas.Length > 0 ? $", {quotas}" : "";
        var answer = await host.Admin.PostAsync("/api/teams", $$"""{"name": "{{name}}"{{more}}}""", "application/json");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return new Team(host, name);
    }

    /// <summary>A new user with a role in the team.</summary>
    /// <param name="limits">Of the user's token, as fields of JSON.</param>
    public async Task<(string User, ApiClient Client)> JoinAsync(string role, string limits = "")
    {
        var user = await AddUserAsync(_host);
        var set = await SetRoleAsync(user, role);
        Assert.Equal(HttpStatusCode.OK, set.Status);
        return (user, _host.As(await TokenAsync(_host.Admin, $"/api/users/{user}/tokens", limits)));
    }

    public Task<Answer> SetRoleAsync(string user, string role) =>
        _host.Admin.SendAsync(HttpMethod.Put, $"{Path}/members/{user}", Json($$"""{"role": "{{role}}"}"""), []);

    public static Task<string> AddUserAsync(ApiHost host, bool isAdministrator = false) =>
        AddUserAsync(host.Admin, isAdministrator);

    public static async Task<string> AddUserAsync(ApiClient by, bool isAdministrator)
    {
        var user = Specs.NewName();
        var flag = isAdministrator.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
        var answer = await by.PostAsync(
            "/api/users",
            $$"""{"name": "{{user}}", "administrator": {{flag}}}""",
            "application/json"
        );
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return user;
    }

    /// <summary>The text of a new token.</summary>
    public static async Task<string> TokenAsync(ApiClient by, string path, string limits = "")
    {
        var answer = await NewTokenAsync(by, path, limits);
        return (string)answer["token"]!;
    }

    public static async Task<JsonNode> NewTokenAsync(ApiClient by, string path, string limits = "")
    {
        var more = limits.Length > 0 ? $", {limits}" : "";
        var answer = await by.PostAsync(path, $$"""{"name": "{{Specs.NewName()}}"{{more}}}""", "application/json");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
