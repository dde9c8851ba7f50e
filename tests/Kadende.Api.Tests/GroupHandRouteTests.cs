using System.Net;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class GroupHandRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly HandHost _cluster = new(fixture.Host);

    [Theory]
    [InlineData("pause", "Paused", "resume")]
    [InlineData("free", "Freed", "manage")]
    public async Task Hold_NestedGroup_ComesAndGoesWithoutANewGeneration(string verb, string kind, string back)
    {
        await _cluster.WithAsync();

        var held = await _cluster.PostAsync(_cluster.Operator, $"{verb}?group=back/db", """{"reason": "mine"}""");
        var ended = await _cluster.PostAsync(_cluster.Operator, $"{back}?group=back%2Fdb");

        Assert.Equal((HttpStatusCode.Accepted, "\"1\""), (held.Status, held.ETag));
        var groups = held.Json["cluster"]!["groups"]!.AsArray();
        Assert.Equal([null, kind], groups.Select(group => (string?)group!["hold"]?["kind"]));
        Assert.Equal(HttpStatusCode.Accepted, ended.Status);
        Assert.All(ended.Json["cluster"]!["groups"]!.AsArray(), group => Assert.Null(group!["hold"]));
        Assert.Equal("back/db", (string?)(await _cluster.LastEventAsync($"Group{kind}"))["group"]);
    }

    [Fact]
    public async Task Pause_WholeCluster_HoldsEveryGroup()
    {
        await _cluster.WithAsync();

        var answer = await _cluster.PostAsync(_cluster.Operator, "pause");

        Assert.Equal("Paused", (string?)answer.Json["cluster"]!["hold"]!["kind"]);
        Assert.All(
            answer.Json["cluster"]!["groups"]!.AsArray(),
            group => Assert.Equal("Paused", (string?)group!["hold"]!["kind"])
        );
    }

    [Fact]
    public async Task Pause_UnknownOrBadGroup_IsRefusedInWords()
    {
        await _cluster.WithAsync();

        var unknown = await _cluster.PostAsync(_cluster.Operator, "pause?group=none");
        var bad = await _cluster.PostAsync(_cluster.Operator, "pause?group=a//b");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.Status, bad.Status));
        Assert.Contains("web, back/db", unknown.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manage_PausedGroup_IsAConflictThatNamesTheRightVerb()
    {
        await _cluster.WithAsync();
        await _cluster.PostAsync(_cluster.Operator, "pause?group=web");

        var answer = await _cluster.PostAsync(_cluster.Operator, "manage?group=web");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("resume it instead", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lift-breaker")]
    [InlineData("lift-breaker?group=web")]
    public async Task LiftBreaker_OpenOne_IsLifted(string path)
    {
        await _cluster.WithAsync();
        await OpenBreakerAsync();

        var answer = await _cluster.PostAsync(_cluster.Operator, path);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var breaker = answer.Json["cluster"]!["groups"]![0]!["breaker"]!;
        Assert.Equal((false, "operator"), ((bool)breaker["isOpen"]!, (string?)breaker["liftedBy"]));
        Assert.Equal("Lifted", (string?)(await _cluster.LastEventAsync("BreakerLifted"))["reason"]);
    }

    [Theory]
    [InlineData("lift-breaker", HttpStatusCode.Conflict)]
    [InlineData("lift-breaker?group=web", HttpStatusCode.Conflict)]
    [InlineData("lift-breaker?group=none", HttpStatusCode.NotFound)]
    public async Task LiftBreaker_NoneOpen_IsRefused(string path, HttpStatusCode status)
    {
        await _cluster.WithAsync();

        Assert.Equal(status, (await _cluster.PostAsync(_cluster.Operator, path)).Status);
    }

    [Fact]
    public async Task Adopt_GroupWithAPlace_TakesTheFirstFreeSlot()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));

        var answer = await _cluster.PostAsync(_cluster.Operator, "adopt?group=web", """{"instanceId": "vm-7"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var node = answer.Json["node"]!;
        Assert.Equal(("web", "1", "Creating"), ((string?)node["group"], (string?)node["slot"], (string?)node["state"]));
        Assert.Equal("\"1\"", (await _cluster.Foo.GetAsync(_cluster.Path)).ETag);
        Assert.Equal("Adopt", (string?)(await _cluster.LastEventAsync("NodeAsked"))["reason"]);
    }

    [Fact]
    public async Task Adopt_FullGroup_RaisesItsSize()
    {
        await _cluster.WithAsync(HandHost.Node("n1"), HandHost.Node("n2"));

        var answer = await _cluster.PostAsync(_cluster.Operator, "adopt?group=web", """{"instanceId": "vm-7"}""");

        var cluster = await _cluster.Foo.GetAsync(_cluster.Path);
        Assert.Equal((HttpStatusCode.Accepted, "2"), (answer.Status, (string?)answer.Json["node"]!["slot"]));
        Assert.Equal(("\"2\"", 3), (cluster.ETag, (int)cluster.Json["groups"]![0]!["wanted"]!));
        Assert.Equal(2, (int)answer.Json["node"]!["generation"]!);
    }

    [Fact]
    public async Task Adopt_LogicalIds_NeedsAFreeOne()
    {
        await _cluster.WithAsync();
        await _cluster.WriteAsync(HandHost.Put(GroupPath.Parse("back/db"), "a", HandHost.Node("n1")));

        var free = await _cluster.PostAsync(
            _cluster.Operator,
            "adopt?group=back/db",
            """{"instanceId": "vm-7", "slot": "b"}"""
        );
        var taken = await _cluster.PostAsync(
            _cluster.Operator,
            "adopt?group=back/db",
            """{"instanceId": "vm-8", "slot": "a"}"""
        );

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (free.Status, taken.Status));
    }

    [Theory]
    [InlineData("adopt", """{"instanceId": "vm-7"}""", "group")]
    [InlineData("adopt?group=web", "{}", "instanceId")]
    [InlineData("adopt?group=web", """{"instanceId": "vm-7", "slot": "0"}""", "slot")]
    [InlineData("adopt?group=back/db", """{"instanceId": "vm-7"}""", "slot")]
    public async Task Adopt_BadQuestion_IsAFault(string path, string body, string fault)
    {
        await _cluster.WithAsync();

        var answer = await _cluster.PostAsync(_cluster.Operator, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(fault, (string?)Assert.Single(answer.Json["faults"]!.AsArray())!["path"]);
    }

    [Fact]
    public async Task RollBack_ByDefault_IsTheGenerationBefore()
    {
        await _cluster.WithAsync();
        await _cluster.Foo.PutAsync(_cluster.Path, Specs.Of(_cluster.Name, size: 7, version: "2"));

        var answer = await _cluster.PostAsync(_cluster.Foo, "rollback");

        Assert.Equal((HttpStatusCode.Accepted, "\"3\""), (answer.Status, answer.ETag));
        Assert.Equal(Specs.Of(_cluster.Name), (string?)answer.Json["cluster"]!["spec"]);
        var told = await _cluster.LastEventAsync("ClusterChanged");
        Assert.Equal(("RolledBack", "1"), ((string?)told["reason"], (string?)told["evidence"]!["to"]));
    }

    [Fact]
    public async Task RollBack_ToANamedGeneration_BringsItsSizesSetByHand()
    {
        await _cluster.WithAsync();
        await _cluster.Foo.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 5}""");
        await _cluster.Foo.PutAsync(_cluster.Path, Specs.Of(_cluster.Name, size: 1, version: "3"));

        var answer = await _cluster.PostAsync(_cluster.Foo, "rollback", """{"generation": 2}""");

        Assert.Equal(("\"4\"", 5), (answer.ETag, (int)answer.Json["cluster"]!["groups"]![0]!["wanted"]!));
    }

    [Fact]
    public async Task RollBack_NotKept_IsAConflictThatListsTheKept()
    {
        await _cluster.WithAsync();
        await _cluster.Foo.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 5}""");

        var unknown = await _cluster.PostAsync(_cluster.Foo, "rollback", """{"generation": 9}""");
        var bad = await _cluster.PostAsync(_cluster.Foo, "rollback", """{"generation": 0}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (unknown.Status, bad.Status));
        Assert.Contains("Kept are: 1, 2.", unknown.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RollBack_FirstGenerationStaleOrOperator_IsRefused()
    {
        await _cluster.WithAsync();

        var first = await _cluster.PostAsync(_cluster.Foo, "rollback");
        var stale = await _cluster.PostAsync(_cluster.Foo, "rollback", null, ("If-Match", "\"9\""));
        var byOperator = await _cluster.PostAsync(_cluster.Operator, "rollback");

        Assert.Equal(HttpStatusCode.Conflict, first.Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(HttpStatusCode.Forbidden, byOperator.Status);
    }

    [Fact]
    public async Task Generations_AreListedAndRead()
    {
        await _cluster.WithAsync();
        await _cluster.Foo.PutAsync(_cluster.Path, Specs.Of(_cluster.Name, size: 7, version: "2"));

        var list = await _cluster.Foo.GetAsync($"{_cluster.Path}/generations");
        var one = await _cluster.Foo.GetAsync($"{_cluster.Path}/generations/1");
        var none = await _cluster.Foo.GetAsync($"{_cluster.Path}/generations/8");

        Assert.Equal(
            [(1, false), (2, true)],
            list.Json.AsArray().Select(item => ((int)item!["generation"]!, (bool)item["isCurrent"]!))
        );
        Assert.Equal(Specs.Of(_cluster.Name), (string?)one.Json["spec"]);
        var bad = await _cluster.Foo.GetAsync($"{_cluster.Path}/generations/first");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (none.Status, bad.Status));
    }

    [Fact]
    public async Task Why_GroupWithAnOpenBreaker_SaysSoInWordsAndData()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));
        await OpenBreakerAsync();

        var byQuery = await _cluster.Foo.GetAsync($"{_cluster.Path}/why?group=web");
        var byPath = await _cluster.Foo.GetAsync($"{_cluster.Path}/groups/web/why");
        var all = await _cluster.Foo.GetAsync($"{_cluster.Path}/why");

        var waits = byPath.Json["waitsFor"]!.AsArray();
        var breaker = Assert.Single(waits, wait => (string?)wait!["kind"] == "Breaker")!;
        Assert.Equal("zone=a", (string?)breaker["data"]!["cause"]);
        Assert.Equal("web", (string?)Assert.Single(byQuery.Json.AsArray())!["group"]);
        Assert.Equal(["web", "back/db"], all.Json.AsArray().Select(one => (string?)one!["group"]));
    }

    [Fact]
    public async Task Why_GroupThatIsCalledWhy_IsReadFirst()
    {
        var spec = $$"""
            version: "1"
            name: {{_cluster.Name}}
            groups:
              a:
                why:
                  size: 1
                  resourcePlugin: { name: simulated }
            """;
        await _cluster.Foo.PutAsync(_cluster.Path, spec);

        var group = await _cluster.Foo.GetAsync($"{_cluster.Path}/groups/a/why");
        var why = await _cluster.Foo.GetAsync($"{_cluster.Path}/groups/a/why/why");
        var none = await _cluster.Foo.GetAsync($"{_cluster.Path}/groups/b/why");

        Assert.Equal("a/why", (string?)group.Json["path"]);
        Assert.Equal("a/why", (string?)why.Json["group"]);
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
    }

    [Fact]
    public async Task Why_Node_TellsItsDecisionsAndWhatItWaitsFor()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));
        await _cluster.PostAsync(_cluster.Operator, "nodes/n1/protect", """{"reason": "Mine."}""");

        var answer = (await _cluster.Foo.GetAsync($"{_cluster.Path}/nodes/n1/why")).Json;

        Assert.Equal(
            ("web", "0", "Running"),
            ((string?)answer["group"], (string?)answer["slot"], (string?)answer["state"])
        );
        Assert.Equal("NodeHeld", (string?)Assert.Single(answer["decisions"]!.AsArray())!["kind"]);
        Assert.Contains(answer["waitsFor"]!.AsArray(), wait => (string?)wait!["kind"] == "Hold");
        Assert.Equal("Healthy", (string?)answer["verdict"]!["status"]);
    }

    [Fact]
    public async Task Why_NodeThatIsGone_TellsHowItWent()
    {
        await _cluster.WithAsync(HandHost.Node("n1"));
        await _cluster.PostAsync(_cluster.Operator, "nodes/n1/forget");
        var rows = await fixture.Host.Clusters.LoadSlotsAsync(
            _cluster.Id,
            HandHost.Web,
            TestContext.Current.CancellationToken
        );
        await _cluster.WriteAsync(new RowChange.DropSlot(HandHost.Web, "0", rows[0].ETag) { Events = [] });

        var answer = await _cluster.Foo.GetAsync($"{_cluster.Path}/nodes/n1/why");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("Node n1 is gone", (string)answer.Json["message"]!, StringComparison.Ordinal);
        Assert.Equal("NodeAsked", (string?)answer.Json["decisions"]![0]!["kind"]);
    }

    [Fact]
    public async Task Patch_SizeForAWhile_ShowsItsEndAndWhatFollows()
    {
        await _cluster.WithAsync();

        var answer = await _cluster.Operator.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 5, "for": "2h"}""");

        var schedule = answer.Json["groups"]![0]!["schedule"]!;
        Assert.Equal(
            (5, "Hand", 2),
            ((int)schedule["size"]!, (string?)schedule["origin"], (int)schedule["next"]!["size"]!)
        );
        Assert.Equal((string?)schedule["until"], (string?)schedule["next"]!["at"]);
    }

    [Fact]
    public async Task Patch_SizeOutsideTheBounds_IsRefused()
    {
        var spec = $$"""
            version: "1"
            name: {{_cluster.Name}}
            groups:
              web:
                size: 2
                resourcePlugin: { name: simulated }
                scaling: { min: 1, max: 4, schedule: [{ cron: "* * * * *", size: 3 }] }
            """;
        await _cluster.Foo.PutAsync(_cluster.Path, spec);

        var refused = await _cluster.Operator.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 5}""");
        var group = await _cluster.Foo.GetAsync($"{_cluster.Path}/groups/web");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("1 to 4", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((3, "Schedule"), ((int)group.Json["wanted"]!, (string?)group.Json["schedule"]!["origin"]));
    }

    private async Task OpenBreakerAsync()
    {
        var cluster = await fixture.Host.Clusters.LoadAsync(_cluster.Id, TestContext.Current.CancellationToken);
        var etag = cluster!.Groups.Single(row => row.Value.Path == HandHost.Web).ETag;
        var open = new Breaker(DateTimeOffset.UnixEpoch, "5 of 8 nodes are unhealthy.", "zone=a");
        await _cluster.WriteAsync(new RowChange.PutGroup(HandHost.Status(open), etag) { Events = [] });
    }
}
