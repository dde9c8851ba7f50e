using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What becomes of nodes whose checks fail: once, again and again, all at once, or only to be told of.</summary>
public sealed class CheckedTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    /// <summary>Answers until the file <c>closed</c> is there, and with 503 while the file of its variable DOWN is.</summary>
    private const string Server = """
        init: exec node -e "const f=require('fs');const s=require('http').createServer((q,a)=>{a.statusCode=f.existsSync(process.env.DOWN)?503:200;a.end()}).listen(process.env.PORT,'127.0.0.1');setInterval(()=>{if(f.existsSync('closed'))s.close()},100)"
        """;

    private readonly TestCluster _cluster = fixture.NewCluster();

    [Fact]
    public async Task Observe_NodeFailsItsCheck_IsToldOfAndLeftAlone()
    {
        await _cluster.ReachAsync(Of(2, Checked("mode: observe")));
        var before = await _cluster.NodesAsync();

        await SickenAsync(before[0]);
        await _cluster.UntilConditionAsync("WouldReplace");

        var told = Assert.Single(await _cluster.EventsAsync(), one => one.Kind == EventKind.NodeUnhealthy);
        Assert.Equal((before[0].Id, "Observed"), (told.Node, told.Reason));
        Assert.Equal(Ids(before), Ids(await _cluster.UntilNodesAsync("both still count", nodes => nodes.Count == 2)));
    }

    [Fact]
    public async Task Replace_NodeThatFailsItsCheck_ItsConsoleIsInItsLog()
    {
        await _cluster.ReachAsync(Of(1, Checked(), "init: echo the disk burns; exec sleep 300"));
        var sick = Assert.Single(await _cluster.NodesAsync());

        await SickenAsync(sick);
        await _cluster.UntilNodesAsync("it is replaced", nodes => nodes.Count == 1 && nodes[0].Id != sick.Id);

        var lines = await _cluster.Api.AllAsync<LogLine>($"{_cluster.Path}/nodes/{sick.Id}/log", 1000);
        Assert.Equal([("console", "the disk burns")], lines.Select(line => (line.Source, line.Text)));
        var told = (await _cluster.EventsAsync()).Single(one =>
            one.Node == sick.Id && one.Kind == EventKind.NodeDeleting
        );
        Assert.Equal("Unhealthy", told.Reason);
        Assert.Contains(
            (await _cluster.EventsAsync()).Where(one => one.Node == sick.Id),
            one => one.Kind == EventKind.NodeUnhealthy && one.Message.Contains("exit code 1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Flapping_NodeGotWellThreeTimes_IsReplacedAllTheSame()
    {
        // Its successors take over only when they are told to.
        await _cluster.ReachAsync(Of(1, Checked(), "update: { minReady: 1h }"));
        var flapping = Assert.Single(await _cluster.NodesAsync());

        await FlapAsync(flapping);
        await FlapAsync(flapping);
        await SickenAsync(flapping);
        var successor = (await UntilTwoAsync()).Single(node => node.Id != flapping.Id);
        Cure(flapping);
        await _cluster.UntilNodesAsync("both are well", nodes => nodes.Count == 2);
        await _cluster.PutAsync(Of(1, Checked(), "update: { minReady: 0s }"));
        var left = Assert.Single(await _cluster.UntilNodesAsync("one is left", nodes => nodes.Count == 1));

        Assert.Equal(successor.Id, left.Id);
        Assert.Equal(
            2,
            (await _cluster.EventsAsync()).Count(one => one is { Kind: EventKind.NodeDeleting, Reason: "NotNeeded" })
        );
    }

    [Fact]
    public async Task Replace_SuccessorsThatNeverGetWell_WaitsBeforeTheNext()
    {
        await _cluster.PutAsync(
            Of(
                1,
                "health: { interval: 1s, grace: 0s, unhealthyAfter: 1, checks: [{ type: command, run: 'exit 1' }] }",
                "repair: { retries: 1, backoff: { from: 1h, to: 1h } }"
            )
        );

        await _cluster.UntilConditionAsync("RepairWaits");
        var why = await _cluster.WhyAsync("groups/web/why");

        Assert.Contains(why["waitsFor"]!.AsArray(), wait => (string?)wait!["kind"] == "Backoff");
        Assert.Equal(2, (await _cluster.EventsAsync()).Count(one => one.Kind == EventKind.NodeCreating));
        // A slot that waits keeps what it has.
        Assert.NotEmpty(await _cluster.NodesAsync());
    }

    [Fact]
    public async Task Breaker_AllFailTheirCheckAtOnce_LatchesSaysWhatTheyHaveInCommonAndIsLiftedByAPerson()
    {
        var down = Path.Combine(fixture.Installation.Folder("down"), _cluster.Name);
        await _cluster.ReachAsync(
            Specs.Of(
                _cluster.Name,
                Specs.Group(
                    "web",
                    4,
                    "process",
                    $"{{ ports: [8080], environment: {{ DOWN: '{down}' }} }}",
                    Server,
                    "health: { interval: 1s, grace: 1m, unhealthyAfter: 1, checks: [{ type: http, port: 8080 }] }",
                    "repair: { maxInFlight: 1 }"
                )
            )
        );
        var before = await _cluster.UntilNodesAsync("all are well", nodes => nodes.Count == 4);

        await File.WriteAllTextAsync(down, "", Deadline.Token);
        await _cluster.UntilConditionAsync("BreakerOpen");
        var why = await _cluster.WhyAsync("groups/web/why");
        File.Delete(down);
        await _cluster.UntilNodesAsync("all are well by themselves", nodes => nodes.Count == 4);
        var latched = await _cluster.GetAsync();
        await _cluster.AskAsync("lift-breaker?group=web", """{"reason": "The backend is up again."}""");
        var lifted = await _cluster.UntilConvergedAsync();

        Assert.Contains(
            why["waitsFor"]!.AsArray(),
            wait =>
                (string?)wait!["kind"] == "Breaker"
                && ((string?)wait["message"])!.Contains("check=http", StringComparison.Ordinal)
        );
        Assert.True(latched.Groups[0].Breaker is { IsOpen: true });
        Assert.Null(lifted.Groups[0].Breaker);
        Assert.Equal(Ids(before), Ids(await _cluster.NodesAsync()));
    }

    [Fact]
    public async Task CombineAll_OneOfTwoChecksFails_TheNodeStaysUntilBothDo()
    {
        await _cluster.ReachAsync(
            Specs.Of(
                _cluster.Name,
                Specs.Group(
                    "web",
                    1,
                    "process",
                    "{ ports: [8080] }",
                    Server,
                    "health: { interval: 1s, grace: 1m, unhealthyAfter: 1, combine: all, checks: [{ type: tcp, port: 8080 }, { type: command, run: 'echo >>looks; test ! -e sick' }] }"
                )
            )
        );
        var node = Assert.Single(await _cluster.UntilNodesAsync("it is well", nodes => nodes.Count == 1));

        await SickenAsync(node);
        var looks = Looks(node);
        await Deadline.UntilAsync("it was looked at since", () => Task.FromResult(Looks(node)), now => now > looks + 2);
        var half = await _cluster.NodesAsync();
        await WriteAsync(node, "closed");
        await _cluster.UntilNodesAsync("it is replaced", nodes => nodes.Count == 1 && nodes[0].Id != node.Id);

        Assert.Equal((node.Id, HealthStatus.Healthy), (half[0].Id, half[0].Health));
        var told = (await _cluster.EventsAsync()).First(one => one.Kind == EventKind.NodeUnhealthy);
        Assert.Contains("connection refused", told.Message, StringComparison.Ordinal);
    }

    /// <summary>It falls ill, and gets well before its successor may take over.</summary>
    private async Task FlapAsync(NodeView node)
    {
        await SickenAsync(node);
        await UntilTwoAsync();
        Cure(node);
        await _cluster.UntilNodesAsync("it is well again and alone", nodes => nodes is [var one] && one.Id == node.Id);
    }

    private Task<IReadOnlyList<NodeView>> UntilTwoAsync() =>
        _cluster.UntilAnyNodesAsync(
            "a successor is well beside it",
            nodes => nodes.Count == 2 && nodes.Count(node => node.Health == HealthStatus.Healthy) == 1
        );

    private string Of(int size, params string[] more) =>
        Specs.Of(_cluster.Name, Specs.Group("web", size, "process", "{}", more));

    private static string Checked(string more = "combine: any") =>
        $"health: {{ interval: 1s, unhealthyAfter: 1, {more}, checks: [{{ type: command, run: 'test ! -e sick' }}] }}";

    private static Task SickenAsync(NodeView node) => WriteAsync(node, "sick");

    private static Task WriteAsync(NodeView node, string file) =>
        File.WriteAllTextAsync(InWork(node, file), "", Deadline.Token);

    private static void Cure(NodeView node) => File.Delete(InWork(node, "sick"));

    /// <summary>How often a check that counts itself was asked.</summary>
    private static long Looks(NodeView node) => new FileInfo(InWork(node, "looks")).Length;

    private static string InWork(NodeView node, string file) => Path.Combine(node.Details["directory"], "work", file);

    private static IEnumerable<string> Ids(IEnumerable<NodeView> nodes) =>
        nodes.Select(node => node.Id).Order(StringComparer.Ordinal);

    private sealed record LogLine(string Id, DateTimeOffset At, string Source, string Text);
}
