using System.Net;
using System.Text.Json.Nodes;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Runtime.Requests;
using Xunit;

namespace Kadende.EndToEnd.Tests.Http;

/// <summary>One cluster, as somebody sees it through the API.</summary>
public sealed class TestCluster(ApiClient api, string name)
{
    public string Name => name;

    public string Path => $"/api/clusters/{name}";

    public ApiClient Api => api;

    /// <summary>A name that no other test has.</summary>
    public static string NewName() => $"c{Guid.NewGuid():N}";

    public async Task<ClusterView> PutAsync(string spec)
    {
        var answer = await api.PutAsync(Path, spec);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text);
        return answer.As<ClusterView>();
    }

    /// <summary>Puts a spec and waits until it is so.</summary>
    public async Task<ClusterView> ReachAsync(string spec)
    {
        await PutAsync(spec);
        return await UntilConvergedAsync();
    }

    public async Task<ClusterView> SizeAsync(string group, int size)
    {
        var answer = await api.PatchAsync($"{Path}/groups/{group}", $$"""{"size": {{size}}}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return await UntilConvergedAsync();
    }

    public async Task<PlanAnswer> PlanAsync(string spec)
    {
        var answer = await api.PostAsync($"{Path}/plan", spec);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.As<PlanAnswer>();
    }

    public async Task<ClusterView> GetAsync()
    {
        var answer = await api.GetAsync(Path);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.As<ClusterView>();
    }

    /// <summary>Asks something, which has to be taken.</summary>
    /// <param name="what">The path below the cluster.</param>
    public async Task AskAsync(string what, string json = "{}")
    {
        var answer = await api.AskAsync($"{Path}/{what}", json);
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
    }

    /// <summary>Says how a node is.</summary>
    public async Task SayAsync(NodeView node, bool isHealthy)
    {
        var flag = isHealthy ? "true" : "false";
        var answer = await api.PutJsonAsync($"{Path}/nodes/{node.Id}/health", $$"""{"healthy": {{flag}}}""");
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
    }

    /// <summary>The nodes, until they are as hoped for, whatever their state.</summary>
    public Task<IReadOnlyList<NodeView>> UntilAnyNodesAsync(string what, Func<IReadOnlyList<NodeView>, bool> hoped) =>
        Deadline.UntilAsync($"{what} ({name})", NodesAsync, hoped, async _ => await TellAsync());

    public Task<IReadOnlyList<NodeView>> NodesAsync() => api.AllAsync<NodeView>($"{Path}/nodes", 1000);

    public Task<IReadOnlyList<EventView>> EventsAsync() => api.AllAsync<EventView>($"{Path}/events", 1000);

    public Task<ClusterView> UntilConvergedAsync(TimeSpan? within = null) =>
        UntilAsync("the cluster is converged", cluster => cluster.State == ConvergenceState.Converged, within);

    public Task<ClusterView> UntilAsync(string what, Func<ClusterView, bool> hoped, TimeSpan? within = null) =>
        Deadline.UntilAsync($"{what} ({name})", GetAsync, hoped, async _ => await TellAsync(), within);

    /// <summary>Until the nodes are as hoped for, all of them running and healthy.</summary>
    public Task<IReadOnlyList<NodeView>> UntilNodesAsync(
        string what,
        Func<IReadOnlyList<NodeView>, bool> hoped,
        TimeSpan? within = null
    ) =>
        Deadline.UntilAsync(
            $"{what} ({name})",
            NodesAsync,
            nodes => nodes.All(IsWell) && hoped(nodes),
            async _ => await TellAsync(),
            within
        );

    public Task<ClusterView> UntilConditionAsync(string type) =>
        UntilAsync($"it says {type}", view => view.Conditions.Any(condition => condition.Type == type));

    /// <summary>Why something of it is as it is.</summary>
    /// <param name="what">The path below the cluster, such as <c>groups/web/why</c>.</param>
    public async Task<JsonNode> WhyAsync(string what)
    {
        var answer = await api.GetAsync($"{Path}/{what}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return JsonNode.Parse(answer.Text)!;
    }

    /// <summary>What ran on a node's machine, as text.</summary>
    public async Task<string> LogAsync(string node)
    {
        var answer = await api.GetAsync($"{Path}/nodes/{node}/log", "text/plain");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Text;
    }

    /// <summary>The log of the first node, once it has a line.</summary>
    public Task<string> UntilLoggedAsync(string line) =>
        Deadline.UntilAsync(
            $"the log has '{line}' ({name})",
            async () =>
            {
                var nodes = await NodesAsync();
                var answer =
                    nodes.Count == 0 ? null : await api.GetAsync($"{Path}/nodes/{nodes[0].Id}/log", "text/plain");
                return answer is { Status: HttpStatusCode.OK } ? answer.Text : "";
            },
            text => text.Contains($"\n{line}\n", StringComparison.Ordinal),
            Task.FromResult
        );

    public async Task DeleteAsync(TimeSpan? within = null)
    {
        var answer = await api.DeleteAsync(Path);
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
        await UntilGoneAsync(within);
    }

    public Task UntilGoneAsync(TimeSpan? within = null) =>
        Deadline.UntilAsync(
            $"the cluster is gone ({name})",
            () => api.GetAsync(Path),
            answer => answer.Status == HttpStatusCode.NotFound,
            async _ => await TellAsync(),
            within
        );

    private static bool IsWell(NodeView node) =>
        node is { State: NodeState.Running, Health: HealthStatus.Healthy, InstanceId: not null };

    /// <summary>All that helps to see why something did not come true.</summary>
    private async Task<string> TellAsync()
    {
        var cluster = await api.GetAsync(Path);
        var nodes = await api.GetAsync($"{Path}/nodes?size=20");
        var events = await api.GetAsync($"{Path}/events?size=1000");
        var last = events.Status == HttpStatusCode.OK ? events.As<Page<EventView>>().Items.TakeLast(20) : [];
        return $"{cluster.Text}\n{nodes.Text}\n{string.Join('\n', last)}";
    }
}
