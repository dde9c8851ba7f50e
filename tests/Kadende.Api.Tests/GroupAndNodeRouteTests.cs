using System.Net;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class GroupAndNodeRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly DateTimeOffset Then = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private ApiClient Foo => _host.User("foo");

    private string Path => $"/api/clusters/{_name}";

    [Theory]
    [InlineData("back/db")]
    [InlineData("back%2Fdb")]
    public async Task GetGroup_NestedPath_TellsHowItStands(string path)
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.GetAsync($"{Path}/groups/{path}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ("back/db", "Changing", 2),
            ((string?)answer.Json["path"], (string?)answer.Json["state"], (int)answer.Json["wanted"]!)
        );
    }

    [Fact]
    public async Task GetGroup_Unknown_IsNotFoundAndListsTheGroups()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.GetAsync($"{Path}/groups/back");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("web, back/db", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_Size_IsANewGenerationWithTheSameText()
    {
        await Foo.PutAsync(Path, Specs.Of(_name, size: 2));

        var answer = await Foo.PatchAsync($"{Path}/groups/web", """{"size": 5}""");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (answer.Status, answer.ETag));
        Assert.Equal(5, (int)answer.Json["groups"]![0]!["wanted"]!);
        Assert.Equal(Specs.Of(_name, size: 2), (string?)answer.Json["spec"]);
        var told = Assert.Single(
            (await Foo.GetAsync($"{Path}/events?kind=groupchanged&group=web")).Json["items"]!.AsArray()
        )!;
        Assert.Equal(("2", "5"), ((string?)told["evidence"]!["from"], (string?)told["evidence"]!["to"]));
    }

    [Fact]
    public async Task Patch_SizeThatItHas_ChangesNothing()
    {
        await Foo.PutAsync(Path, Specs.Of(_name, size: 2));

        var answer = await Foo.PatchAsync($"{Path}/groups/web", """{"size": 2}""");

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.ETag));
    }

    [Fact]
    public async Task Put_SameTextAfterPatch_EndsTheSizeSetByHand()
    {
        await Foo.PutAsync(Path, Specs.Of(_name, size: 2));
        await Foo.PatchAsync($"{Path}/groups/web", """{"size": 5}""");

        var answer = await Foo.PutAsync(Path, Specs.Of(_name, size: 2));

        Assert.Equal(("\"3\"", 2), (answer.ETag, (int)answer.Json["groups"]![0]!["wanted"]!));
    }

    [Theory]
    [InlineData("""{"size": -1}""", "size")]
    [InlineData("""{"size": 10001}""", "size")]
    [InlineData("""{"size": "5"}""", "size")]
    [InlineData("""{"size": 1.5}""", "size")]
    [InlineData("""{"size": 5, "colour": 1}""", "colour")]
    [InlineData("""{"size": 5, "size": 6}""", "")]
    [InlineData("""{"size": """, "")]
    [InlineData("[]", "")]
    [InlineData("{}", "size")]
    public async Task Patch_BadBody_IsAFaultAtItsPlace(string body, string path)
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PatchAsync($"{Path}/groups/web", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(path, (string?)Assert.Single(answer.Json["faults"]!.AsArray())!["path"]);
        Assert.Equal("\"1\"", (await Foo.GetAsync(Path)).ETag);
    }

    [Fact]
    public async Task Patch_GroupWithLogicalIds_IsRefusedWithWords()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PatchAsync($"{Path}/groups/back/db", """{"size": 5}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("logicalIds", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_StaleIfMatch_IsRefused()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var answer = await Foo.PatchAsync($"{Path}/groups/web", """{"size": 5}""", ("If-Match", "\"9\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"1\""), (answer.Status, answer.ETag));
    }

    [Fact]
    public async Task Patch_UnknownGroupOrCluster_IsNotFound()
    {
        await Foo.PutAsync(Path, Specs.Of(_name));

        var group = await Foo.PatchAsync($"{Path}/groups/none", """{"size": 5}""");
        var cluster = await Foo.PatchAsync($"/api/clusters/{Specs.NewName()}/groups/web", """{"size": 5}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (group.Status, cluster.Status));
    }

    [Fact]
    public async Task GetCluster_StatusOfThisGeneration_IsWhatThePassSaw()
    {
        var id = await CreateAsync();
        await WriteAsync(
            id,
            Put(Status("web", 1, ConvergenceState.Degraded)),
            Put(Status("back/db", 1, ConvergenceState.Converged))
        );

        var answer = await Foo.GetAsync(Path);

        Assert.Equal("Degraded", (string?)answer.Json["state"]);
        Assert.Equal("web: It is full.", (string?)answer.Json["conditions"]![0]!["message"]);
        Assert.Equal(
            ["Degraded", "Converged"],
            answer.Json["groups"]!.AsArray().Select(group => (string?)group!["state"])
        );
    }

    [Fact]
    public async Task GetCluster_StatusOfAnOlderGeneration_IsStillChanging()
    {
        var id = await CreateAsync();
        await WriteAsync(
            id,
            Put(Status("web", 1, ConvergenceState.Converged)),
            Put(Status("back/db", 1, ConvergenceState.Converged))
        );
        var before = await Foo.GetAsync(Path);

        await Foo.PatchAsync($"{Path}/groups/web", """{"size": 5}""");

        Assert.Equal("Converged", (string?)before.Json["state"]);
        Assert.Equal("Changing", (string?)(await Foo.GetAsync(Path)).Json["state"]);
    }

    [Fact]
    public async Task GetNodes_PagesAndFilters_GiveEachNodeOnce()
    {
        var id = await CreateAsync();
        await WriteAsync(
            id,
            PutNode("web", "0", NodeState.Running),
            PutNode("web", "1", NodeState.Failed),
            PutNode("back/db", "a", NodeState.Running)
        );

        var first = await Foo.GetAsync($"{Path}/nodes?size=2");
        var second = await Foo.GetAsync($"{Path}/nodes?size=2&after={first.Json["next"]}");
        var failed = await Foo.GetAsync($"{Path}/nodes?size=1&state=failed");
        var web = await Foo.GetAsync($"{Path}/nodes?group=web");

        Assert.Equal(["back/db-a", "web-0"], Ids(first));
        Assert.Equal(["web-1"], Ids(second));
        Assert.Null(second.Json["next"]);
        Assert.Equal(["web-1"], Ids(failed));
        Assert.Equal(["web-0", "web-1"], Ids(web));
    }

    [Fact]
    public async Task GetNodes_Node_HasTheFieldsThatToolsRelyOn()
    {
        var id = await CreateAsync();
        await WriteAsync(id, PutNode("web", "0", NodeState.Running));

        var node = Assert.Single((await Foo.GetAsync($"{Path}/nodes")).Json["items"]!.AsArray())!.AsObject();

        string[] fields = ["id", "group", "slot", "state", "health", "instanceId", "createdAt", "labels", "details"];
        Assert.All(fields, field => Assert.Contains(field, node));
        Assert.Equal(
            ("Running", "Healthy", "17"),
            ((string?)node["state"], (string?)node["health"], (string?)node["details"]!["pid"])
        );
    }

    [Theory]
    [InlineData("nodes?size=0")]
    [InlineData("nodes?size=1001")]
    [InlineData("nodes?size=x")]
    [InlineData("nodes?state=Sleeping")]
    [InlineData("nodes?group=a//b")]
    [InlineData("nodes?after=nonsense")]
    [InlineData("nodes?size=1&size=2")]
    [InlineData("events?size=-1")]
    [InlineData("events?kind=7")]
    [InlineData("events?since=yesterday")]
    [InlineData("events?follow=perhaps")]
    [InlineData("events?after=nonsense")]
    [InlineData("events?after=nonsense&follow=true")]
    public async Task List_BadQuery_IsABadRequestWithWords(string query)
    {
        await CreateAsync();

        var answer = await Foo.GetAsync($"{Path}/{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.NotEmpty(answer.Detail);
    }

    [Theory]
    [InlineData("size=201")]
    [InlineData("after=a%2Fb")]
    [InlineData("after=")]
    public async Task ListClusters_BadQuery_IsABadRequest(string query)
    {
        var answer = await Foo.GetAsync($"/api/clusters?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task ListClusters_Pages_GiveEachClusterOnceByName()
    {
        string[] names = [$"{_name}a", $"{_name}b", $"{_name}c"];
        await Task.WhenAll(names.Select(name => _host.User("bar").PutAsync($"/api/clusters/{name}", Specs.Of(name))));

        var first = await _host.User("bar").GetAsync("/api/clusters?size=2");
        var second = await _host.User("bar").GetAsync($"/api/clusters?size=2&after={first.Json["next"]}");

        Assert.Equal(names, first.Names.Concat(second.Names));
        Assert.Null(second.Json["next"]);
        Assert.Equal("Changing", (string?)first.Json["items"]![0]!["state"]);
    }

    private async Task<string> CreateAsync() => (string)(await Foo.PutAsync(Path, Specs.Of(_name))).Json["id"]!;

    private Task<IReadOnlyList<string?>> WriteAsync(string id, params RowChange[] changes) =>
        _host.Clusters.WriteAsync(id, changes, TestContext.Current.CancellationToken);

    private static IEnumerable<string?> Ids(Answer answer) =>
        answer.Json["items"]!.AsArray().Select(node => (string?)node!["id"]);

    private static RowChange.PutGroup Put(GroupStatus status) => new(status, null) { Events = [] };

    private static GroupStatus Status(string path, long generation, ConvergenceState state) =>
        new()
        {
            Path = GroupPath.Parse(path),
            Generation = generation,
            State = state,
            Wanted = 2,
            Present = 2,
            Healthy = 2,
            Changing = 0,
            Conditions = state == ConvergenceState.Degraded ? [new Condition("NoCapacity", Then, "It is full.")] : [],
        };

    private static RowChange.PutSlot PutNode(string group, string slot, NodeState state)
    {
        var node = new Node
        {
            Id = $"{group}-{slot}",
            State = state,
            Since = Then,
            CreatedAt = Then,
            InstanceId = "i-1",
            ConfigHash = new string('0', 32),
            Generation = 1,
            Health = NodeHealth.None with { Status = HealthStatus.Healthy },
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["pid"] = "17" },
        };
        return new RowChange.PutSlot(
            new Slot
            {
                Group = GroupPath.Parse(group),
                Key = slot,
                Nodes = [node],
                Lineage = Lineage.Fresh,
            },
            null
        )
        {
            Events = [],
        };
    }
}
