using System.Text.Json.Nodes;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests;

/// <summary>A cluster of its own with nodes as a pass would have left them.</summary>
internal sealed class HandHost(ApiHost host)
{
    public static readonly GroupPath Web = GroupPath.Parse("web");

    public string Name { get; } = Specs.NewName();

    public string Path => $"/api/clusters/{Name}";

    public string Id { get; private set; } = "";

    public ApiClient Foo => host.User("foo");

    public ApiClient Operator => host.User("operator");

    public IReadOnlyList<string> Asked => [.. host.Starter.Asked.Where(id => id == Id)];

    public async Task<HandHost> WithAsync(params Node[] nodes)
    {
        Id = (string)(await Foo.PutAsync(Path, Specs.Of(Name))).Json["id"]!;
        await WriteAsync([
            .. nodes.Select((node, i) => Put(Web, $"{i}", node)),
            new RowChange.PutGroup(Status(), null) { Events = [] },
        ]);
        return this;
    }

    public async Task WriteAsync(params RowChange[] changes) =>
        Assert.DoesNotContain(null, await host.Clusters.WriteAsync(Id, changes, TestContext.Current.CancellationToken));

    public Task<Answer> PostAsync(
        ApiClient client,
        string path,
        string? json = null,
        params (string, string)[] headers
    ) =>
        client.SendAsync(
            HttpMethod.Post,
            $"{Path}/{path}",
            json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            headers
        );

    public Task<Answer> PutJsonAsync(string path, string json) =>
        Operator.SendAsync(
            HttpMethod.Put,
            $"{Path}/{path}",
            new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            []
        );

    public async Task<JsonObject> LastEventAsync(string kind) =>
        (await Foo.GetAsync($"{Path}/events?kind={kind}")).Json["items"]!.AsArray()[^1]!.AsObject();

    public static RowChange.PutSlot Put(GroupPath group, string key, Node node) =>
        new(
            new Slot
            {
                Group = group,
                Key = key,
                Nodes = [node],
                Lineage = Lineage.Fresh with { Replacements = 2 },
            },
            null
        )
        {
            Events = [],
        };

    public static Node Node(string id, NodeState state = NodeState.Running) =>
        new()
        {
            Id = id,
            State = state,
            Since = DateTimeOffset.UnixEpoch,
            CreatedAt = DateTimeOffset.UnixEpoch,
            InstanceId = $"i-{id}",
            ConfigHash = "hash",
            Generation = 1,
            Health = NodeHealth.Up,
        };

    public static GroupStatus Status(Breaker? breaker = null, params Condition[] conditions) =>
        new()
        {
            Path = Web,
            Generation = 1,
            State = ConvergenceState.Degraded,
            Wanted = 2,
            Present = 2,
            Healthy = 1,
            Changing = 0,
            Breaker = breaker,
            Conditions = conditions,
        };
}
