using System.Diagnostics;
using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What people do with nodes and groups themselves.</summary>
public sealed class HandsTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TestCluster _cluster = fixture.NewCluster();

    [Fact]
    public async Task Replace_SickNodeWithoutAutomaticRepair_MakesTheGroupWellAgain()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{}", "repair: { auto: false }")));
        var sick = (await _cluster.NodesAsync())[0];
        await _cluster.SayAsync(sick, isHealthy: false);
        await _cluster.UntilAsync("it is left alone", view => Has(view, "RepairOff"));

        await _cluster.AskAsync($"nodes/{sick.Id}/replace", """{"reason": "It is slow."}""");

        await _cluster.UntilNodesAsync(
            "it is replaced",
            nodes => nodes.Count == 2 && nodes.All(node => node.Id != sick.Id)
        );
        await _cluster.UntilConvergedAsync();
        var why = await _cluster.WhyAsync($"nodes/{sick.Id}/why");
        Assert.Contains("is gone", (string)why["message"]!, StringComparison.Ordinal);
        Assert.Contains(
            why["decisions"]!.AsArray(),
            told => (string?)told!["kind"] == "NodeAsked" && (string?)told["reason"] == "Replace"
        );
    }

    [Fact]
    public async Task Protect_SickNodeAndScaleIn_TheNodeStays()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 3, "file")));
        var kept = (await _cluster.NodesAsync())[0];
        await _cluster.AskAsync($"nodes/{kept.Id}/protect");

        await _cluster.SayAsync(kept, isHealthy: false);
        await _cluster.UntilAsync("it is sick and left alone", view => Has(view, "RepairHeld"));
        await _cluster.Api.DeleteAsync($"{_cluster.Path}/nodes/{kept.Id}/health");
        var left = Assert.Single((await SizedAsync(1)).Select(node => node.Id));

        Assert.Equal(kept.Id, left);
        Assert.True(File.Exists(fixture.Installation.FileOf(kept.InstanceId!)));
    }

    [Fact]
    public async Task Standby_AndResume_NobodyTakesItsPlace()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file")));
        var before = await _cluster.NodesAsync();

        await _cluster.AskAsync($"nodes/{before[0].Id}/standby");
        await _cluster.UntilAsync("it does not count", view => view.Groups[0].Healthy == 1);
        var during = await _cluster.NodesAsync();
        await _cluster.AskAsync($"nodes/{before[0].Id}/resume");
        await _cluster.UntilConvergedAsync();

        Assert.Equal(Ids(before), Ids(during));
        Assert.Equal(Ids(before), Ids(await _cluster.NodesAsync()));
    }

    [Fact]
    public async Task Quarantine_Node_KeepsItsMachineAndANewOneComes()
    {
        var seen = await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file")));
        var taken = (await _cluster.NodesAsync())[0];

        await _cluster.AskAsync($"nodes/{taken.Id}/quarantine", """{"for": "1h"}""");
        var nodes = await _cluster.UntilAnyNodesAsync(
            "a new one works beside it",
            all =>
                all.Any(node => node.State == NodeState.Quarantined)
                && all.Count(node => node is { State: NodeState.Running, Health: HealthStatus.Healthy }) == 2
        );

        var kept = Assert.Single(nodes, node => node.State == NodeState.Quarantined);
        Assert.Equal((taken.Id, taken.InstanceId), (kept.Id, kept.InstanceId));
        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);
        Assert.Equal("Hold", (string?)(await _cluster.WhyAsync($"nodes/{taken.Id}/why"))["waitsFor"]![0]!["kind"]);

        // A shorter time ends it.
        await _cluster.AskAsync($"nodes/{taken.Id}/quarantine", """{"for": "1s"}""");
        await _cluster.UntilNodesAsync("it is gone", all => all.Count == 2);
        Assert.Equal(2, fixture.Installation.FilesOf(seen.Id).Count);
    }

    [Fact]
    public async Task Forget_AndAdopt_TheMachineLivesThroughBoth()
    {
        var seen = await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file")));
        var lost = (await _cluster.NodesAsync())[0];
        var path = fixture.Installation.FileOf(lost.InstanceId!);

        await _cluster.AskAsync($"nodes/{lost.Id}/forget");
        await _cluster.UntilNodesAsync(
            "another is there",
            nodes => nodes.Count == 2 && nodes.All(one => one.Id != lost.Id)
        );
        // Unknown machines go after a second here: this one does not.
        var later = (await _cluster.GetAsync()).ChangedAt;
        await Deadline.UntilAsync(
            "some looks have passed",
            () => _cluster.Api.GetAsync("/healthz"),
            _ => TimeProvider.System.GetUtcNow() > later.AddSeconds(4)
        );
        Assert.True(File.Exists(path));
        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);

        await _cluster.AskAsync("adopt?group=web", $$"""{"instanceId": "{{lost.InstanceId}}"}""");
        var adopted = await _cluster.UntilNodesAsync("it is a node again", nodes => nodes.Count == 3);

        Assert.Contains(adopted, node => node.InstanceId == lost.InstanceId && node.Id != lost.Id);
        Assert.Equal(3, (await _cluster.UntilConvergedAsync()).Groups[0].Wanted);
        Assert.Equal(3, fixture.Installation.FilesOf(seen.Id).Count);
    }

    [Fact]
    public async Task Free_AndManageAgain_FindsTheSameMachines()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "process")));
        var before = await _cluster.NodesAsync();

        await _cluster.AskAsync("free?group=web");
        await _cluster.UntilAsync("it is free", view => Has(view, "Freed"));
        using (var process = Process.GetProcessById(int.Parse(before[0].Details["pid"], CultureInfo.InvariantCulture)))
        {
            Assert.False(process.HasExited);
        }

        await _cluster.AskAsync("manage?group=web");
        await _cluster.UntilConvergedAsync();

        var after = await _cluster.NodesAsync();
        Assert.Equal(Machines(before), Machines(after));
        Assert.Equal(Pids(before), Pids(after));
    }

    [Fact]
    public async Task Pause_LostNode_IsMadeAnewAfterTheResumeOnly()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file")));
        var lost = (await _cluster.NodesAsync())[0];

        await _cluster.AskAsync("pause?group=web", """{"reason": "A migration."}""");
        await _cluster.UntilAsync("it is paused", view => Has(view, "Paused"));
        File.Delete(fixture.Installation.FileOf(lost.InstanceId!));
        await _cluster.UntilAsync("the loss is seen", view => view.Groups[0].Healthy == 1);
        var why = await _cluster.WhyAsync("groups/web/why");
        var paused = await _cluster.EventsAsync();
        await _cluster.AskAsync("resume?group=web");
        await _cluster.UntilNodesAsync(
            "it is made anew",
            nodes => nodes.Count == 2 && nodes.All(one => one.Id != lost.Id)
        );

        Assert.Contains(why["waitsFor"]!.AsArray(), wait => (string?)wait!["kind"] == "Hold");
        Assert.Equal(2, paused.Count(told => told.Kind == EventKind.NodeCreating));
    }

    [Fact]
    public async Task LiftBreaker_HalfTheGroupSick_RepairGoesOnOnlyThen()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 6, "simulated", "{}", "repair: { maxInFlight: 3 }")));
        var sick = (await _cluster.NodesAsync()).Take(3).ToList();
        await _cluster.AskAsync("pause?group=web");
        await _cluster.UntilAsync("it is paused", view => Has(view, "Paused"));
        await Task.WhenAll(sick.Select(node => _cluster.SayAsync(node, isHealthy: false)));
        await _cluster.AskAsync("resume?group=web");
        var open = await _cluster.UntilAsync("the breaker opens", view => view.Groups[0].Breaker is { IsOpen: true });
        var why = await _cluster.WhyAsync("groups/web/why");

        await _cluster.AskAsync("lift-breaker?group=web", """{"reason": "They are really sick."}""");
        await _cluster.UntilNodesAsync(
            "all are replaced",
            nodes => nodes.Count == 6 && nodes.All(node => sick.All(old => old.Id != node.Id))
        );

        Assert.Equal(ConvergenceState.Degraded, open.State);
        Assert.Contains(why["waitsFor"]!.AsArray(), wait => (string?)wait!["kind"] == "Breaker");
        var kinds = (await _cluster.EventsAsync()).Select(told => told.Kind).ToList();
        Assert.Contains(EventKind.BreakerOpened, kinds);
        Assert.Contains(EventKind.BreakerLifted, kinds);
    }

    [Fact]
    public async Task RollBack_AfterAnUpdate_TheMachinesAreOfTheOldKindAgain()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{ content: one }")));
        await _cluster.ReachAsync(Of(Specs.Group("web", 2, "file", "{ content: two }")));

        await _cluster.AskAsync("rollback");
        var seen = await _cluster.UntilConvergedAsync();

        Assert.Equal(3, seen.Generation);
        Assert.All(
            fixture.Installation.FilesOf(seen.Id),
            file => Assert.EndsWith("one", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Size_ForAWhile_ReturnsByItself()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 1, "file")));

        var answer = await _cluster.Api.PatchAsync($"{_cluster.Path}/groups/web", """{"size": 3, "for": "4s"}""");
        await _cluster.UntilNodesAsync("three are there", nodes => nodes.Count == 3);
        await _cluster.UntilNodesAsync("one is left", nodes => nodes.Count == 1);

        Assert.Equal(3, answer.As<ClusterView>().Groups[0].Wanted);
        var told = Assert.Single(await _cluster.EventsAsync(), one => one.Kind == EventKind.GroupScheduled);
        Assert.Equal(("HandSizeEnded", "3", "1"), (told.Reason, told.Evidence["from"], told.Evidence["to"]));
    }

    [Fact]
    public async Task Why_ConvergedGroup_SaysThatThereIsNothingToDo()
    {
        await _cluster.ReachAsync(Of(Specs.Group("web", 1, "file")));
        var node = Assert.Single(await _cluster.NodesAsync());

        var group = await _cluster.WhyAsync("groups/web/why");
        var one = await _cluster.WhyAsync($"nodes/{node.Id}/why");

        Assert.Equal("Nothing", (string?)Assert.Single(group["waitsFor"]!.AsArray())!["kind"]);
        Assert.Equal("Nothing", (string?)Assert.Single(one["waitsFor"]!.AsArray())!["kind"]);
        Assert.Equal("NodeCreating", (string?)one["decisions"]![0]!["kind"]);
    }

    private string Of(params string[] groups) => Specs.Of(_cluster.Name, groups);

    private async Task<IReadOnlyList<NodeView>> SizedAsync(int size)
    {
        await _cluster.SizeAsync("web", size);
        return await _cluster.NodesAsync();
    }

    private static bool Has(ClusterView view, string condition) => view.Conditions.Any(one => one.Type == condition);

    private static IEnumerable<string> Ids(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Id).Order(StringComparer.Ordinal);

    private static IEnumerable<string?> Machines(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.InstanceId).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Pids(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Details["pid"]).Order(StringComparer.Ordinal);
}
