using System.Net;
using System.Text;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class HeartbeatRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Route = "/api/heartbeat";
    private const string Form = """{"healthy": false, "reason": "disk full"}""";

    private static readonly GroupPath Web = GroupPath.Parse("web");

    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_NoBody_IsAHeartbeatOfAWellNode()
    {
        var (id, token) = await NodeAsync();

        var answer = await PostAsync(token, null);

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Text));
        var beat = await LastAsync(id);
        Assert.Null(beat.Problem);
        Assert.InRange(beat.At, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"healthy": true, "reason": "as ever"}""", null)]
    [InlineData("""{"healthy": false}""", "it is not healthy")]
    [InlineData("""{"healthy": false, "reason": "disk full"}""", "disk full")]
    public async Task Post_Body_SaysHowTheNodeIs(string body, string? problem)
    {
        var (id, token) = await NodeAsync();

        var answer = await PostAsync(token, body);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(problem, (await LastAsync(id)).Problem);
    }

    [Theory]
    [InlineData("[]", Form)]
    [InlineData("{", Form)]
    [InlineData("""{"healthy": "no"}""", "healthy is \"no\"; it must be true or false")]
    [InlineData("""{"healthy": false, "reason": ""}""", "reason must be text of 1 to 500 characters")]
    [InlineData("""{"healthy": false, "reason": "two\nlines"}""", "on one line")]
    [InlineData("""{"health": false}""", Form)]
    [InlineData("""{"healthy": false, "healthy": true}""", Form)]
    [InlineData("""{"healthy": false, "reason": "\ud800"}""", "half of a character")]
    [InlineData("""{"\ud800": false}""", "half of a character")]
    [InlineData("""{"a": {"\udfff": 1}}""", "half of a character")]
    public async Task Post_BadBody_IsRefusedAndSaysWhatToSend(string body, string words)
    {
        var (id, token) = await NodeAsync();

        var answer = await PostAsync(token, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Detail, StringComparison.Ordinal);
        Assert.Empty(await _host.Services.GetRequiredService<IHeartbeatStore>().LoadAsync(id, Web, Cancel));
    }

    [Fact]
    public async Task Post_NoTokenAWrongOneOrOneOfANodeThatIsGone_AreToldTheSame()
    {
        var (id, token) = await NodeAsync();
        var gone = await TokenAsync(new HeartbeatSubject(id, Web, "n-gone"));

        Answer[] answers =
        [
            await PostAsync(null, null),
            await PostAsync(token[..^2] + "AA", null),
            await PostAsync(ApiHost.AdminToken, null),
            await PostAsync(gone, null),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
        Assert.Single(answers.Select(answer => answer.Detail).Distinct(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [InlineData("GET", "/api/clusters")]
    [InlineData("GET", Route)]
    [InlineData("DELETE", "/api/clusters/any")]
    public async Task HeartbeatToken_OnAnyOtherRoute_OpensNothing(string method, string path)
    {
        var (_, token) = await NodeAsync();

        var answer = await _host.As(token).SendAsync(new HttpMethod(method), path, null, []);

        Assert.True(
            answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed,
            answer.Status.ToString()
        );
    }

    [Fact]
    public async Task Put_InitAsksForTheUrlThatNobodySet_IsAFault()
    {
        var spec =
            $"version: '1'\nname: {_name}\ngroups:\n  web:\n    size: 1\n    resourcePlugin: {{ name: simulated }}\n"
            + "    init: curl {{ node.heartbeatUrl }}\n";

        var answer = await _host.User("foo").PutAsync($"/api/clusters/{_name}", spec);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("groups/web/init", (string?)answer.Json["faults"]![0]!["path"]);
        Assert.Contains("Kadende:Public:Url", answer.Detail, StringComparison.Ordinal);
    }

    private async Task<(string ClusterId, string Token)> NodeAsync()
    {
        var created = await _host.User("foo").PutAsync($"/api/clusters/{_name}", Specs.Of(_name));
        var id = created.Json["id"]!.GetValue<string>();
        var slot = new Slot
        {
            Group = Web,
            Key = "0",
            Lineage = Lineage.Fresh,
            Nodes =
            [
                new Node
                {
                    Id = $"{_name}-0",
                    State = NodeState.Running,
                    Since = DateTimeOffset.UnixEpoch,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    ConfigHash = "0123456789abcdef0123456789abcdef",
                    Generation = 1,
                },
            ],
        };
        await _host.Clusters.WriteAsync(id, [new RowChange.PutSlot(slot, null) { Events = [] }], Cancel);
        return (id, await TokenAsync(new HeartbeatSubject(id, Web, $"{_name}-0")));
    }

    private Task<string> TokenAsync(HeartbeatSubject subject) =>
        _host.Services.GetRequiredService<HeartbeatTokens>().MakeAsync(subject, Cancel);

    private async Task<Heartbeat> LastAsync(string id) =>
        Assert.Single(await _host.Services.GetRequiredService<IHeartbeatStore>().LoadAsync(id, Web, Cancel)).Value;

    private Task<Answer> PostAsync(string? token, string? body) =>
        _host
            .As(token)
            .SendAsync(
                HttpMethod.Post,
                Route,
                body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
                []
            );
}
