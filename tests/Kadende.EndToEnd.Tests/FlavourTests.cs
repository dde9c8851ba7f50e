using System.Net;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>What runs on machines after they boot and before they go.</summary>
public sealed class FlavourTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Apply_FilesWithBash_EachFileHasTheTextOfTheFlavour()
    {
        var cluster = host.NewCluster();

        await cluster.ReachAsync(
            Specs.Of(cluster.Name, Specs.Group("web", 2, "file", "{}", Bash("echo made by bash")))
        );
        var nodes = await cluster.NodesAsync();

        Assert.Equal(2, nodes.Count);
        Assert.All(
            nodes,
            node =>
                Assert.Contains("echo made by bash", File.ReadAllText(node.Details["file"]), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Apply_FlavoursOfGroupsAroundAGroup_RunBeforeItsOwn()
    {
        var cluster = host.NewCluster();
        var inner = Specs.Nest("inner", Specs.Group("web", 1, "process", "{}", Bash("echo three", "echo four")));

        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                WithFlavour(Specs.Nest("outer", WithFlavour(inner, "echo two")), "echo one"),
                Specs.Group("other", 1, "process")
            )
        );
        var nodes = await cluster.NodesAsync();

        var node = Assert.Single(nodes, node => node.Group == "outer/inner/web");
        Assert.Equal(["one", "two", "three", "four"], await SaidAsync(cluster, node.Id));
    }

    [Fact]
    public async Task Apply_TwoFlavours_BothRunInOrder()
    {
        var cluster = host.NewCluster();

        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group(
                    "web",
                    2,
                    "process",
                    "{}",
                    """flavours: [{ name: bash, properties: { run: "echo a >>order" } }, { name: bash, properties: { run: ["echo b >>order", "cat order"] } }]"""
                )
            )
        );

        Assert.All(
            await Task.WhenAll((await cluster.NodesAsync()).Select(node => SaidAsync(cluster, node.Id))),
            said => Assert.Equal(["a", "b"], said)
        );
    }

    [Fact]
    public async Task Log_WhileACommandRuns_ShowsItAndItsOutput_AndTheNodeIsProvisioning()
    {
        var cluster = host.NewCluster();
        await cluster.PutAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group(
                    "web",
                    1,
                    "process",
                    "{}",
                    Bash("echo begun; until [ -e go ]; do sleep 0.1; done; echo over")
                )
            )
        );

        var during = await cluster.UntilLoggedAsync("begun");
        var node = Assert.Single(await cluster.NodesAsync());
        await File.WriteAllTextAsync(Path.Combine(node.Details["directory"], "work", "go"), "", Deadline.Token);
        await cluster.UntilConvergedAsync();
        var after = await cluster.LogAsync(node.Id);

        Assert.StartsWith("$ echo begun;", during, StringComparison.Ordinal);
        Assert.DoesNotContain("\nover\n", during, StringComparison.Ordinal);
        Assert.Equal(NodeState.Provisioning, node.State);
        Assert.Matches(@"\nover\nexit 0 \(\d+\.\ds\)\n$", after);
        Assert.Contains(await cluster.EventsAsync(), told => told.Kind == EventKind.NodeProvisioned);
    }

    [Fact]
    public async Task Apply_CommandThatFails_TheNodeIsReplacedAndSaysWhy()
    {
        var cluster = host.NewCluster();
        var marker = Path.Combine(Path.GetTempPath(), cluster.Name);
        // Only the first machine fails.
        await cluster.PutAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group(
                    "web",
                    1,
                    "process",
                    "{}",
                    Bash($"[ -e {marker} ] || {{ touch {marker}; echo no disk; exit 9; }}"),
                    "repair: { backoff: { from: 1s, to: 1s } }"
                )
            )
        );

        await cluster.UntilNodesAsync("another node came", nodes => nodes.Count == 1, TimeSpan.FromMinutes(2));
        var events = await cluster.EventsAsync();
        File.Delete(marker);

        var failed = Assert.Single(events, told => told.Kind == EventKind.NodeProvisioningFailed);
        Assert.Contains("ended with exit code 9: no disk", failed.Message, StringComparison.Ordinal);
        Assert.NotEqual(failed.Node, Assert.Single(await cluster.NodesAsync()).Id);
        // The log of the node that is gone stays.
        Assert.Contains("no disk", await cluster.LogAsync(failed.Node!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SizeDown_Drain_RunsBeforeTheMachineGoes()
    {
        var cluster = host.NewCluster();
        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group(
                    "web",
                    1,
                    "process",
                    "{}",
                    "flavours: [{ name: bash, properties: { run: 'true', drain: 'echo bye' } }]"
                )
            )
        );
        var node = Assert.Single(await cluster.NodesAsync());

        await cluster.SizeAsync("web", 0);
        var kinds = (await cluster.EventsAsync())
            .Where(told => told.Node == node.Id)
            .Select(told => told.Kind)
            .ToList();

        Assert.Contains("\nbye\n", await cluster.LogAsync(node.Id), StringComparison.Ordinal);
        Assert.True(
            kinds.IndexOf(EventKind.NodeDrained) < kinds.IndexOf(EventKind.NodeDeleting),
            string.Join(' ', kinds)
        );
        Assert.Contains(EventKind.NodeDrained, kinds);
    }

    [Fact]
    public async Task Drain_ByHand_LetsGoOfItsWorkStandsByAndIsConfiguredAnewOnResume()
    {
        var cluster = host.NewCluster();
        await cluster.ReachAsync(
            Specs.Of(
                cluster.Name,
                Specs.Group(
                    "web",
                    1,
                    "process",
                    "{}",
                    "flavours: [{ name: bash, properties: { run: 'echo hello', drain: 'echo bye' } }]"
                )
            )
        );
        var before = Assert.Single(await cluster.NodesAsync());

        await cluster.AskAsync($"nodes/{before.Id}/drain");
        await cluster.UntilAnyNodesAsync("it let go", nodes => nodes is [{ IsDrained: true }]);
        var drained = await cluster.LogAsync(before.Id);
        await cluster.AskAsync($"nodes/{before.Id}/resume");
        var after = Assert.Single(
            await cluster.UntilNodesAsync("it works again", nodes => nodes is [{ IsDrained: false }])
        );

        Assert.Contains("\nbye\n", drained, StringComparison.Ordinal);
        Assert.Equal((before.Id, before.Details["pid"]), (after.Id, after.Details["pid"]));
        Assert.Contains(
            await cluster.EventsAsync(),
            told => told is { Kind: EventKind.NodeProvisioning, Reason: "Resumed" }
        );
    }

    [Fact]
    public async Task Log_AsJson_HasTimeAndSourceOfEachLineAndIsReadPageByPage()
    {
        var cluster = host.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 1, "process", "{}", Bash("seq 1 5"))));
        var node = Assert.Single(await cluster.NodesAsync());

        var lines = await cluster.Api.AllAsync<LogLine>($"{cluster.Path}/nodes/{node.Id}/log", 2);

        Assert.Equal(["$ seq 1 5", "1", "2", "3", "4", "5"], lines.Take(6).Select(line => line.Text));
        Assert.All(lines, line => Assert.Equal("bash", line.Source));
        Assert.All(lines, line => Assert.True(line.At >= node.CreatedAt));
        Assert.Equal(
            lines.Select(line => line.Id).Distinct().Order(StringComparer.Ordinal),
            lines.Select(line => line.Id)
        );
    }

    [Fact]
    public async Task Log_OfNoNode_IsNotFound()
    {
        var cluster = host.NewCluster();
        await cluster.ReachAsync(Specs.Of(cluster.Name, Specs.Group("web", 0, "file")));

        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Api.GetAsync($"{cluster.Path}/nodes/none/log")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Api.GetAsync("/api/clusters/none/nodes/none/log")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Bar.GetAsync($"{cluster.Path}/nodes/none/log")).Status);
    }

    private static string Bash(params string[] commands) =>
        $"flavours: [{{ name: bash, properties: {{ run: [{string.Join(", ", commands.Select(command => $"'{command}'"))}] }} }}]";

    /// <summary>A mapping of groups with a flavour of its own.</summary>
    private static string WithFlavour(string nest, string command)
    {
        var name = nest.Split('\n')[0];
        var indent = name[..^name.TrimStart().Length];
        return $"{name}\n{indent}  {Bash(command)}{nest[name.Length..]}";
    }

    /// <summary>The lines that are neither commands nor their ends.</summary>
    private static async Task<IReadOnlyList<string>> SaidAsync(TestCluster cluster, string node) =>
        [
            .. (await cluster.LogAsync(node))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("$ ", StringComparison.Ordinal))
                .Where(line => !line.StartsWith("exit ", StringComparison.Ordinal)),
        ];

    private sealed record LogLine(string Id, DateTimeOffset At, string Source, string Text);
}
