using System.Net;
using System.Text.Json.Nodes;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class EventRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    private ApiClient Foo => _host.User("foo");

    private string Path => $"/api/clusters/{_name}/events";

    [Fact]
    public async Task List_Pages_GiveEachEventOnceInOrder()
    {
        await CreateAsync();
        await Foo.PatchAsync($"/api/clusters/{_name}/groups/web", """{"size": 3}""");
        await Foo.PatchAsync($"/api/clusters/{_name}/groups/web", """{"size": 4}""");

        var first = await Foo.GetAsync($"{Path}?size=2");
        var second = await Foo.GetAsync($"{Path}?size=2&after={first.Json["next"]}");

        Assert.Equal(["ClusterCreated", "GroupChanged"], Kinds(first));
        Assert.Equal(["GroupChanged"], Kinds(second));
        Assert.Null(second.Json["next"]);
    }

    [Fact]
    public async Task List_Since_LeavesOutWhatWasBefore()
    {
        await CreateAsync();
        var at = (DateTimeOffset)(await Foo.GetAsync(Path)).Json["items"]![0]!["at"]!;

        var from = await Foo.GetAsync($"{Path}?since={Uri.EscapeDataString($"{at:O}")}");
        var behind = await Foo.GetAsync($"{Path}?since={Uri.EscapeDataString($"{at.AddSeconds(1):O}")}");

        Assert.Single(from.Json["items"]!.AsArray());
        Assert.Empty(behind.Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Follow_EventsThatAreThereAndThatCome_AreSentOnceEach()
    {
        await CreateAsync();
        await using var stream = await Foo.FollowAsync($"{Path}?follow=true");
        var first = await stream.NextAsync();

        await Foo.PatchAsync($"/api/clusters/{_name}/groups/web", """{"size": 3}""");
        var second = await stream.NextAsync();
        await Foo.DeleteAsync($"/api/clusters/{_name}");
        var third = await stream.NextAsync();

        Assert.Equal("text/event-stream", stream.MediaType);
        Assert.Equal(
            ["ClusterCreated", "GroupChanged", "ClusterDeleting"],
            [first?.EventType, second?.EventType, third?.EventType]
        );
        Assert.Equal(first?.EventId, (string?)JsonNode.Parse(first!.Value.Data)!["id"]);
    }

    [Fact]
    public async Task Follow_LastEventId_ResumesBehindIt()
    {
        await CreateAsync();
        await Foo.PatchAsync($"/api/clusters/{_name}/groups/web", """{"size": 3}""");
        var log = await Foo.GetAsync(Path);

        await using var stream = await Foo.FollowAsync(
            $"{Path}?follow=true",
            ("Last-Event-ID", (string)log.Json["items"]![0]!["id"]!)
        );

        Assert.Equal("GroupChanged", (await stream.NextAsync())?.EventType);
        await Foo.DeleteAsync($"/api/clusters/{_name}");
        Assert.Equal("ClusterDeleting", (await stream.NextAsync())?.EventType);
    }

    [Fact]
    public async Task Follow_ClusterGone_EndsAfterTheLastEventWhateverTheFilter()
    {
        await CreateAsync();
        await using var all = await Foo.FollowAsync($"{Path}?follow=true");
        await using var some = await Foo.FollowAsync($"{Path}?follow=true&kind=ClusterCreated");
        await all.NextAsync();
        await some.NextAsync();

        await ForgetAsync();

        Assert.Equal("ClusterDeleted", (await all.NextAsync())?.EventType);
        Assert.Null(await all.NextAsync());
        Assert.Null(await some.NextAsync());
    }

    [Fact]
    public async Task Follow_ManyWriters_MissesNothingAndRepeatsNothing()
    {
        const int Count = 60;
        var id = await CreateAsync();
        await using var stream = await Foo.FollowAsync($"{Path}?follow=true&kind=NodeRunning");

        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => TellAsync(id, number)));
        var nodes = new List<string?>();
        while (nodes.Count < Count)
        {
            var item = await stream.NextAsync();
            nodes.Add((string?)JsonNode.Parse(item!.Value.Data)!["node"]);
        }

        await ForgetAsync();
        Assert.Null(await stream.NextAsync());
        Assert.Equal(Count, nodes.Distinct().Count());
    }

    [Fact]
    public async Task Follow_LastEventIdThatIsNone_IsABadRequest()
    {
        await CreateAsync();

        var answer = await Foo.GetAsync($"{Path}?follow=true", ("Last-Event-ID", "nonsense"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    private async Task<string> CreateAsync() =>
        (string)(await Foo.PutAsync($"/api/clusters/{_name}", Specs.Of(_name))).Json["id"]!;

    private async Task ForgetAsync()
    {
        var stored = await _host.Clusters.FindAsync("foo", _name, TestContext.Current.CancellationToken);
        await _host.Clusters.ForgetAsync(
            Assert.IsType<Stored<Cluster>>(stored),
            new ClusterEvent
            {
                Kind = EventKind.ClusterDeleted,
                Reason = "Gone",
                Message = "The last machine is gone.",
            },
            TestContext.Current.CancellationToken
        );
    }

    private Task<IReadOnlyList<string?>> TellAsync(string id, int number) =>
        _host.Clusters.WriteAsync(id, [ToldGroup.Of(number)], TestContext.Current.CancellationToken);

    private static IEnumerable<string?> Kinds(Answer answer) =>
        answer.Json["items"]!.AsArray().Select(one => (string?)one!["kind"]);
}
