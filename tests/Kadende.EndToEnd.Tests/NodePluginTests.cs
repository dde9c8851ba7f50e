using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit.Plugins;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>A group whose machines are made by a program in another language.</summary>
public sealed class NodePluginTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const int Size = 3;

    private readonly TestCluster _cluster = fixture.NewCluster();

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("unix:")]
    public async Task Cluster_OnANodePlugin_ComesUpHealsOutlivesThePluginAndGoes(string listen)
    {
        await using var plugin = await StartAsync(listen);

        await _cluster.ReachAsync(Spec(plugin, Size));
        var first = await _cluster.NodesAsync();
        Assert.Equal(plugin.Machines, Ids(first));

        plugin.Lose(first[1].InstanceId!);
        var healed = await _cluster.UntilNodesAsync(
            "the lost machine is replaced",
            nodes => nodes.Count == Size && nodes.All(node => node.Id != first[1].Id)
        );
        Assert.Equal(plugin.Machines, Ids(healed));
        Assert.Equal(Size - 1, healed.Count(node => first.Any(old => old.Id == node.Id)));

        // A plugin that is away says nothing of its machines.
        await plugin.KillAsync();
        var away = await _cluster.UntilAsync("the plugin is seen to be away", cluster => Told(cluster).Length > 0);
        Assert.Contains(plugin.Url.TrimEnd('/'), Told(away), StringComparison.Ordinal);
        Assert.Equal(healed.Select(node => node.Id), (await _cluster.NodesAsync()).Select(node => node.Id));
        await plugin.RestartAsync(Deadline.Token);
        await _cluster.UntilAsync(
            "the plugin is seen to be back",
            cluster => Told(cluster).Length == 0 && cluster.State == ConvergenceState.Converged
        );
        Assert.Equal(healed.Select(node => node.Id), (await _cluster.NodesAsync()).Select(node => node.Id));
        Assert.Equal(plugin.Machines, Ids(healed));
        Assert.Equal(Size + 1, (await _cluster.EventsAsync()).Count(told => told.Kind == EventKind.NodeCreating));

        await _cluster.DeleteAsync();
        Assert.Empty(plugin.Machines);
    }

    [Fact]
    public async Task Resize_WhileThePluginIsAway_HappensWhenItIsBackAndNoMachineIsMadeTwice()
    {
        await using var plugin = await StartAsync("127.0.0.1:0");
        await _cluster.ReachAsync(Spec(plugin, 2));
        var before = Ids(await _cluster.NodesAsync());

        await plugin.KillAsync();
        await _cluster.PutAsync(Spec(plugin, Size));
        await _cluster.UntilAsync("the plugin is seen to be away", cluster => Told(cluster).Length > 0);
        await plugin.RestartAsync(Deadline.Token);
        await _cluster.UntilNodesAsync("the third one is there", nodes => nodes.Count == Size);

        Assert.Equal(plugin.Machines, Ids(await _cluster.NodesAsync()));
        Assert.Subset(plugin.Machines.ToHashSet(StringComparer.Ordinal), before.ToHashSet(StringComparer.Ordinal));
        await _cluster.DeleteAsync();
    }

    [Fact]
    public async Task Update_OfMachinesOfAPlugin_TellsItThatItIsOne()
    {
        await using var plugin = await StartAsync("127.0.0.1:0");
        await _cluster.ReachAsync(Spec(plugin, 2));
        var old = Ids(await _cluster.NodesAsync());

        await _cluster.ReachAsync(Spec(plugin, 2).Replace("small", "large", StringComparison.Ordinal));
        var updated = Ids(await _cluster.NodesAsync());
        await _cluster.DeleteAsync();

        var told = plugin.Said.Where(line => line.StartsWith("removed ", StringComparison.Ordinal));
        Assert.Equal(
            Removed(old, "rolling_update").Concat(Removed(updated, "terminate")).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal)
        );
    }

    /// <param name="listen">As the plugin takes it; of a socket its path is added.</param>
    private Task<NodePlugin> StartAsync(string listen)
    {
        Assert.SkipWhen(NodePlugin.Missing is not null, NodePlugin.Missing ?? "");
        var socket = listen == "unix:" ? Path.Combine(fixture.Installation.Sockets, "instance-node") : "";
        return NodePlugin.StartAsync(listen + socket, fixture.Installation.Folder(_cluster.Name), Deadline.Token);
    }

    private string Spec(NodePlugin plugin, int size) =>
        Specs.Of(_cluster.Name, Specs.Group("web", size, Specs.ByUrl("node", plugin.Url), "{ instanceSize: small }"));

    private static string Told(ClusterView cluster) =>
        cluster.Groups[0].Conditions.FirstOrDefault(condition => condition.Type == "ProviderUnavailable")?.Message
        ?? "";

    private static IEnumerable<string> Removed(IEnumerable<string> machines, string reason) =>
        machines.Select(machine => $"removed {machine}: {reason}");

    private static List<string> Ids(IEnumerable<NodeView> nodes) =>
        [.. nodes.Select(node => node.InstanceId!).Order(StringComparer.Ordinal)];
}
