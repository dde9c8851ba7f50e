using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>In which order, when and how many: what a spec can say about it.</summary>
public sealed class StrategyTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TestCluster _cluster = fixture.NewCluster();

    [Fact]
    public async Task OnDelete_ChangedSpec_NodesGetItWhenTheyGoForAnotherReason()
    {
        const string OnDelete = "update: { strategy: onDelete }";
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{ content: one }", OnDelete)));
        var before = await _cluster.NodesAsync();

        await _cluster.PutAsync(Of(Specs.Group("web", 2, "file", "{ content: two }", OnDelete)));
        await _cluster.UntilConditionAsync("UpdateOnDelete");
        var unchanged = await _cluster.NodesAsync();
        File.Delete(fixture.Installation.FileOf(before[0].InstanceId!));
        var after = await _cluster.UntilNodesAsync(
            "the lost one is made anew",
            nodes => nodes.Count == 2 && nodes.All(node => node.Id != before[0].Id)
        );

        Assert.Equal(Ids(before), Ids(unchanged));
        Assert.Equal([("one", 1L), ("two", 2L)], after.Select(node => (ContentOf(node), node.Generation)).Order());
    }

    [Fact]
    public async Task MinReady_RollingUpdate_EachNewNodeProvesItselfFirst()
    {
        const string Slowly = "update: { minReady: 3s }";
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{ content: one }", Slowly)));

        await _cluster.PutAsync(Of(Specs.Group("web", 2, "file", "{ content: two }", Slowly)));
        await _cluster.UntilNodesAsync(
            "all are updated",
            nodes => nodes.Count == 2 && nodes.All(node => node.Generation == 2)
        );

        var events = await _cluster.EventsAsync();
        var successors = events.Where(one => one is { Kind: EventKind.NodeCreating, Reason: "Outdated" }).ToList();
        Assert.Equal(2, successors.Count);
        Assert.All(
            successors,
            one =>
            {
                var up = events.Single(told => told.Node == one.Node && told.Kind == EventKind.NodeRunning);
                var gone = events.Single(told =>
                    told.Node == one.Evidence["predecessor"] && told.Kind == EventKind.NodeDeleting
                );
                // The events are written a little after the looks that they tell of.
                Assert.True(gone.At - up.At > TimeSpan.FromSeconds(2), $"{up} {gone}");
            }
        );
    }

    [Fact]
    public async Task TerminateFirst_SickNode_IsGoneBeforeTheNewOneIsMade()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{}", "repair: { order: terminateFirst }")));
        var sick = (await _cluster.NodesAsync())[0];

        await _cluster.SayAsync(sick, isHealthy: false);
        await _cluster.UntilNodesAsync(
            "it is replaced",
            nodes => nodes.Count == 2 && nodes.All(node => node.Id != sick.Id)
        );

        var told = (await _cluster.EventsAsync())
            .SkipWhile(one => one.Kind != EventKind.NodeUnhealthy)
            .Where(one => one.Kind is EventKind.NodeDeleting or EventKind.NodeGone or EventKind.NodeCreating)
            .Select(one => (one.Kind, one.Node == sick.Id));
        Assert.Equal(
            [(EventKind.NodeDeleting, true), (EventKind.NodeGone, true), (EventKind.NodeCreating, false)],
            told
        );
    }

    /// <summary>A time of every minute has come already. That one comes while a cluster runs is tried with a clock of its own, in <c>SchedulePassTests</c>.</summary>
    [Fact]
    public async Task Schedule_OfEveryMinute_CountsAtOnceAndAHandsSizeForAWhileCountsMore()
    {
        var seen = await _cluster.ReachAsync(
            Of(
                Specs.Group(
                    "web",
                    1,
                    "file",
                    "{}",
                    """scaling: { min: 1, max: 5, schedule: [{ cron: "* * * * *", size: 3 }] }"""
                )
            )
        );
        var scheduled = await _cluster.NodesAsync();
        var answer = await _cluster.Api.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 2, "for": "1h"}""");
        await _cluster.UntilNodesAsync("two are left", nodes => nodes.Count == 2);

        Assert.Equal(3, scheduled.Count);
        Assert.Equal(("* * * * *", 3), (seen.Groups[0].Schedule?.Cron, seen.Groups[0].Schedule?.Size));
        Assert.Equal(2, answer.As<ClusterView>().Groups[0].Schedule?.Size);
    }

    private string Of(params string[] groups) => Specs.Of(_cluster.Name, groups);

    private string ContentOf(NodeView node) =>
        File.ReadAllText(fixture.Installation.FileOf(node.InstanceId!)).Split('\n')[^1];

    private static IEnumerable<string> Ids(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Id).Order(StringComparer.Ordinal);
}
