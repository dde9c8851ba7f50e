using System.Net;
using Kadende.Core.Nodes;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class NodeHandRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly HandHost _cluster = new(fixture.Host);

    [Theory]
    [InlineData("replace", "Replace")]
    [InlineData("drain", "Drain")]
    [InlineData("forget", "Forget")]
    public async Task Wish_ByAnOperator_IsNotedToldAndLookedAtAtOnce(string verb, string kind)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));
        var before = _cluster.Asked.Count;

        var answer = await _cluster.PostAsync(_cluster.Operator, $"nodes/n1/{verb}", """{"reason": "It smells."}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Contains("n1", (string)answer.Json["message"]!, StringComparison.Ordinal);
        var wish = (await _cluster.Foo.GetAsync($"{_cluster.Path}/nodes/n1")).Json["wish"]!;
        Assert.Equal(
            (kind, "operator", "It smells."),
            ((string?)wish["kind"], (string?)wish["actor"], (string?)wish["reason"])
        );
        var told = await _cluster.LastEventAsync("NodeAsked");
        Assert.Equal(
            (kind, "operator", "n1"),
            ((string?)told["reason"], (string?)told["actor"], (string?)told["node"])
        );
        Assert.Equal(before + 1, _cluster.Asked.Count);
    }

    [Fact]
    public async Task Wish_WithoutABody_IsTaken()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var first = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/replace");
        var again = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/replace", "{}");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.Status, again.Status));
        Assert.Contains("already", (string)again.Json["message"]!, StringComparison.Ordinal);
        Assert.Single((await _cluster.Foo.GetAsync($"{_cluster.Path}/events?kind=NodeAsked")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("protect", "Protected")]
    [InlineData("standby", "Standby")]
    public async Task Hold_AndResume_ComesAndGoes(string verb, string kind)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var held = await _cluster.PostAsync(_cluster.Operator, $"nodes/n1/{verb}", """{"for": "2h"}""");
        var resumed = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/resume");

        Assert.Equal(kind, (string?)held.Json["node"]!["hold"]!["kind"]);
        Assert.NotNull(held.Json["node"]!["hold"]!["until"]);
        Assert.Null(resumed.Json["node"]!["hold"]);
        Assert.Equal("Resumed", (string?)(await _cluster.LastEventAsync("NodeReleased"))["reason"]);
    }

    [Fact]
    public async Task Quarantine_WithAnEnd_IsNotedWithIt()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/quarantine", """{"for": "48h"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.NotNull(answer.Json["node"]!["wish"]!["until"]);
    }

    [Theory]
    [InlineData("quarantine", "{}", "until")]
    [InlineData("quarantine", """{"for": "721h"}""", "until")]
    [InlineData("quarantine", """{"until": "2020-01-01T00:00:00Z"}""", "until")]
    [InlineData("quarantine", """{"for": "2 days"}""", "for")]
    [InlineData("quarantine", """{"until": "soon"}""", "until")]
    [InlineData("protect", """{"for": "1h", "until": "2030-01-01T00:00:00Z"}""", "for")]
    [InlineData("replace", """{"for": "1h"}""", "for")]
    [InlineData("replace", """{"reason": 5}""", "reason")]
    [InlineData("replace", "[]", "")]
    [InlineData("replace", """{"reason": """, "")]
    public async Task Verb_BadBody_IsAFaultAtItsPlace(string verb, string body, string path)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.PostAsync(_cluster.Operator, $"nodes/n1/{verb}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(path, (string?)Assert.Single(answer.Json["faults"]!.AsArray())!["path"]);
        Assert.Null((await _cluster.Foo.GetAsync($"{_cluster.Path}/nodes/n1")).Json["wish"]);
    }

    [Fact]
    public async Task Verb_NodeOnItsWayOut_IsAConflictInWords()
    {
        await _cluster.WithAsync(HandHost.Node("n1", NodeState.Deleting));

        var answer = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/protect");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("cannot be protected", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_FreedGroup_IsAConflictThatSaysToManageIt()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));
        await _cluster.PostAsync(_cluster.Operator, "free?group=web");

        var answer = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/replace");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("manage it first", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_StaleIfMatch_IsRefusedWithTheETag()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.PostAsync(_cluster.Operator, "nodes/n1/replace", null, ("If-Match", "\"9\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"1\""), (answer.Status, answer.ETag));
    }

    [Fact]
    public async Task Health_SetAndCleared_ComesAndGoes()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var set = await _cluster.PutJsonAsync(
            "nodes/n1/health",
            """{"healthy": false, "reason": "disk", "for": "1h"}"""
        );
        var cleared = await _cluster.Operator.DeleteAsync($"{_cluster.Path}/nodes/n1/health");

        var said = set.Json["node"]!["external"]!;
        Assert.Equal(
            (false, "disk", "operator"),
            ((bool)said["isHealthy"]!, (string?)said["reason"], (string?)said["actor"])
        );
        Assert.Equal(HttpStatusCode.Accepted, cleared.Status);
        Assert.Null(cleared.Json["node"]!["external"]);
        Assert.Equal("Cleared", (string?)(await _cluster.LastEventAsync("NodeHealthSet"))["reason"]);
    }

    [Theory]
    [InlineData("{}", "healthy")]
    [InlineData("""{"healthy": "no"}""", "healthy")]
    public async Task Health_BadBody_IsAFault(string body, string path)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.PutJsonAsync("nodes/n1/health", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(path, (string?)Assert.Single(answer.Json["faults"]!.AsArray())!["path"]);
    }

    [Fact]
    public async Task GetNode_One_HasItsLineage()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.Foo.GetAsync($"{_cluster.Path}/nodes/n1");

        Assert.Equal((HttpStatusCode.OK, "n1"), (answer.Status, (string?)answer.Json["id"]));
        Assert.Equal(2, (int)answer.Json["lineage"]!["replacements"]!);
    }

    [Theory]
    [InlineData("GET", "nodes/none")]
    [InlineData("GET", "nodes/none/why")]
    [InlineData("POST", "nodes/none/replace")]
    [InlineData("DELETE", "nodes/none/health")]
    public async Task UnknownNode_IsNotFoundInWords(string method, string path)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.Operator.SendAsync(new HttpMethod(method), $"{_cluster.Path}/{path}", null, []);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("none", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes/n1/replace")]
    [InlineData("nodes/n1/drain")]
    [InlineData("nodes/n1/quarantine")]
    [InlineData("nodes/n1/forget")]
    [InlineData("nodes/n1/protect")]
    [InlineData("nodes/n1/standby")]
    [InlineData("nodes/n1/resume")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("free")]
    [InlineData("manage")]
    [InlineData("lift-breaker")]
    [InlineData("adopt?group=web")]
    [InlineData("rollback")]
    public async Task AnyVerb_ViewerOrForeigner_IsRefused(string path)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var viewer = await _cluster.PostAsync(fixture.Host.User("viewer"), path);
        var foreigner = await _cluster.PostAsync(fixture.Host.User("bar"), path, BodyOf(path));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (viewer.Status, foreigner.Status));
    }

    [Theory]
    [InlineData("nodes/n1")]
    [InlineData("nodes/n1/why")]
    [InlineData("why")]
    [InlineData("groups/web/why")]
    [InlineData("generations")]
    [InlineData("generations/1")]
    public async Task AnyQuestion_ViewerMayAsk_ForeignerMayNot(string path)
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var viewer = await fixture.Host.User("viewer").GetAsync($"{_cluster.Path}/{path}");
        var foreigner = await fixture.Host.User("bar").GetAsync($"{_cluster.Path}/{path}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (viewer.Status, foreigner.Status));
    }

    /// <summary>A body without a fault, so that the cluster is looked for.</summary>
    private static string? BodyOf(string path) =>
        path switch
        {
            "adopt?group=web" => """{"instanceId": "vm-7"}""",
            _ => null,
        };
}
