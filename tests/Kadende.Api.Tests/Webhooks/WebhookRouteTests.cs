using System.Net;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Webhooks;
using Xunit;

namespace Kadende.Api.Tests.Webhooks;

public sealed class WebhookRouteTests(ApiFixture fixture, AzuriteFixture azurite) : IClassFixture<ApiFixture>
{
    private const string Url = "https://hooks.example.org/kadende?key=planted";

    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Create_ThenGet_ShowsTheSecretOnce()
    {
        var (path, boss) = await TeamAsync();

        var made = await CreateAsync(boss, path, $$"""{"url": "{{Url}}", "kinds": ["nodeunhealthy"]}""");
        var secret = (string)made.Json["secret"]!;
        var id = (string)made.Json["webhook"]!["id"]!;
        var one = await boss.GetAsync($"{path}/{id}");
        var all = await boss.GetAsync(path);
        var changed = await boss.PatchAsync($"{path}/{id}", """{"enabled": false}""");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal((string?)one.Json["id"], (string?)Assert.Single(all.Json.AsArray())!["id"]);
        Assert.Equal(["NodeUnhealthy"], one.Json["kinds"]!.AsArray().Select(kind => (string)kind!));
        Assert.Equal("Requested", (string?)changed.Json["disabled"]!["reason"]);
        Assert.All(
            [one, all, changed, await boss.GetAsync($"{path}/{id}/deliveries")],
            answer => Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Change_SomeFields_LeavesTheOthers()
    {
        var (path, boss) = await TeamAsync();
        var made = await CreateAsync(boss, path, $$"""{"url": "{{Url}}", "clusters": ["shop"]}""");
        var one = $"{path}/{made.Json["webhook"]!["id"]}";

        var kinds = await boss.PatchAsync(one, """{"kinds": ["NodeGone", "NodeGone"]}""");
        var clusters = await boss.PatchAsync(one, """{"clusters": []}""");

        Assert.Equal("""["shop"]""", kinds.Json["clusters"]!.ToJsonString());
        Assert.Equal("""["NodeGone"]""", clusters.Json["kinds"]!.ToJsonString());
        Assert.Empty(clusters.Json["clusters"]!.AsArray());
        Assert.Equal(Url, (string?)clusters.Json["url"]);
    }

    [Fact]
    public async Task Delete_ThenAnything_IsNotFound()
    {
        var (path, boss) = await TeamAsync();
        var made = await CreateAsync(boss, path, $$"""{"url": "{{Url}}"}""");
        var one = $"{path}/{made.Json["webhook"]!["id"]}";

        var deleted = await boss.DeleteAsync(one);

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await boss.GetAsync(one)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await boss.DeleteAsync(one)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await boss.PatchAsync(one, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(boss, $"{one}/test")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(boss, $"{one}/secret")).Status);
        Assert.Empty((await boss.GetAsync(path)).Json.AsArray());
    }

    [Theory]
    [InlineData("""{}""", "url is missing")]
    [InlineData("""{"url": "hooks"}""", "url must be an absolute URL")]
    [InlineData("""{"url": "/etc/passwd"}""", "only https and http are")]
    [InlineData("""{"url": "http://hooks.example.org/"}""", "http without TLS is not allowed to hooks.example.org")]
    [InlineData("""{"url": "ftp://hooks.example.org/"}""", "only https and http are")]
    [InlineData("""{"url": "https://me:planted@hooks.example.org/"}""", "it holds a user name or a password")]
    [InlineData("""{"url": "https://hooks.example.org/#x"}""", "url has a fragment")]
    [InlineData("""{"url": "https://169.254.169.254/latest"}""", "169.254.169.254 may not be reached")]
    [InlineData("""{"url": "https://[::ffff:169.254.169.254]/"}""", "may not be reached")]
    [InlineData("""{"url": "https://2852039166/"}""", "169.254.169.254 may not be reached")]
    [InlineData("""{"url": "http://127.0.0.1:8080/"}""", "127.0.0.1 may not be reached")]
    [InlineData("""{"url": "https://0.0.0.0/"}""", "0.0.0.0 may not be reached")]
    [InlineData("""{"url": "https://[::1]/"}""", "may not be reached")]
    [InlineData("""{"url": "http://localhost/"}""", "localhost may not be reached")]
    [InlineData("""{"url": "https://hooks.example.org/", "kinds": ["NodeHappy"]}""", "kinds has 'NodeHappy'")]
    [InlineData("""{"url": "https://hooks.example.org/", "kinds": "NodeGone"}""", "kinds must be a list")]
    [InlineData("""{"url": "https://hooks.example.org/", "clusters": ["a/b"]}""", "'a/b' is no cluster's name or id")]
    [InlineData("""{"url": "https://hooks.example.org/", "secret": "mine"}""", "There is no field 'secret'")]
    public async Task Create_FaultyBody_IsRefusedWithWhatToDo(string body, string expected)
    {
        var (path, boss) = await TeamAsync();

        var answer = await CreateAsync(boss, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await boss.GetAsync(path)).Json.AsArray());
    }

    [Fact]
    public async Task Create_MoreThanATeamMayHave_IsRefused()
    {
        var (path, boss) = await TeamAsync();
        for (var i = 0; i < 20; i++)
        {
            await CreateAsync(boss, path, $$"""{"url": "{{Url}}"}""");
        }

        var answer = await CreateAsync(boss, path, $$"""{"url": "{{Url}}"}""");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("20 webhooks", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Receiver_TellsTheStatusAndNothingElse()
    {
        await using var receiver = await WebhookReceiver.StartAsync(TestContext.Current.CancellationToken);
        receiver.Answer = (http, _) =>
        {
            http.Response.StatusCode = 418;
            return http.Response.Body.WriteAsync("planted"u8.ToArray(), http.RequestAborted).AsTask();
        };
        await using var host = await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:Webhooks:Networks:Allow:0", "127.0.0.0/8")
        );
        const string Path = "/api/teams/foo/webhooks";
        var made = await CreateAsync(host.User("boss"), Path, $$"""{"url": "{{receiver.Url}}"}""");

        var answer = await PostAsync(host.User("boss"), $"{Path}/{made.Json["webhook"]!["id"]}/test");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((false, 418), ((bool)answer.Json["delivered"]!, (int)answer.Json["status"]!));
        Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal);
        var received = Assert.Single(receiver.Received);
        Assert.Equal("io.kadende.webhook.test", received.Type);
        Assert.True(received.IsSignedWith((string)made.Json["secret"]!));
    }

    [Fact]
    public async Task Rotate_Secret_IsAnotherOne()
    {
        var (path, boss) = await TeamAsync();
        var made = await CreateAsync(boss, path, $$"""{"url": "{{Url}}"}""");

        var rotated = await PostAsync(boss, $"{path}/{made.Json["webhook"]!["id"]}/secret");

        Assert.NotEqual((string?)made.Json["secret"], (string?)rotated.Json["secret"]);
        Assert.NotNull(rotated.Json["webhook"]!["formerSecretUntil"]);
    }

    [Fact]
    public async Task AnyRoute_WebhookOfAnotherTeam_IsNotFound()
    {
        var (path, boss) = await TeamAsync();
        var made = await CreateAsync(boss, path, $$"""{"url": "{{Url}}"}""");
        var (other, stranger) = await TeamAsync();
        var id = (string)made.Json["webhook"]!["id"]!;

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{path}/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{other}/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"{other}/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{other}/a%7Cb")).Status);
    }

    private async Task<(string Path, ApiClient Boss)> TeamAsync()
    {
        var team = await Management.Team.AddAsync(_host);
        return ($"{team.Path}/webhooks", (await team.JoinAsync("admin")).Client);
    }

    private static Task<Answer> CreateAsync(ApiClient client, string path, string body) =>
        client.PostAsync(path, body, "application/json");

    private static Task<Answer> PostAsync(ApiClient client, string path) =>
        client.SendAsync(HttpMethod.Post, path, null, []);
}
