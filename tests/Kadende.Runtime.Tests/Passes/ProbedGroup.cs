using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A group whose machines are asked after their health.</summary>
internal sealed class ProbedGroup : IDisposable
{
    private static readonly GroupPath Web = GroupPath.Parse("web");

    public ProbedGroup() => Listening = new HeartbeatListening(Clock);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public ScriptedCheck Check { get; } = new("scripted");

    public ScriptedCheck Second { get; } = new("second");

    public MemoryHeartbeats Heartbeats { get; } = new();

    public HeartbeatListening Listening { get; }

    public void Dispose() => Listening.Dispose();

    /// <summary>Time goes by in which heartbeats are heard without a break.</summary>
    public void Listen(TimeSpan duration)
    {
        for (var end = Clock.GetUtcNow() + duration; Clock.GetUtcNow() < end && Listening.Since < end; )
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    /// <param name="source">Changes the source that the machines are made from.</param>
    /// <param name="checks">The types of checks; empty: none.</param>
    public async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        IReadOnlyList<Node> nodes,
        IReadOnlyList<Instance> machines,
        Func<GroupSource, GroupSource>? source = null,
        string checks = "scripted",
        int parallelism = 128,
        string interval = "1s"
    )
    {
        var spec = Spec(checks, interval);
        var group = spec.Groups[0];
        var made = new GroupSource(new SourceKey(1, 0), group, null, [null], new SourceFacts { Key = "test" });
        var question = new HealthQuestion(
            "c1",
            Web,
            group,
            [
                .. nodes.Select(node => new Slot
                {
                    Group = Web,
                    Key = node.Id,
                    Nodes = [node],
                    Lineage = Lineage.Fresh,
                }),
            ],
            [.. machines.Select(machine => new ObservedInstance(machine, made.Key))],
            [source?.Invoke(made) ?? made]
        );
        await using var services = ProbingHost.Open(Clock, Heartbeats, Listening, [Check, Second], parallelism);
        return await services
            .GetRequiredService<HealthLooks>()
            .LookAsync(RoundOf(spec), question, TestContext.Current.CancellationToken);
    }

    private static Round RoundOf(ClusterSpec spec) =>
        new(new ClusterRows(new(StoreSamples.Cluster("c1"), "x"), []), spec);

    private static ClusterSpec Spec(string checks, string interval)
    {
        var types = checks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var list = string.Join(", ", types.Select(type => $"{{ type: {type} }}"));
        var text =
            $"version: '1'\nname: shop\ngroups:\n  web:\n    size: 3\n    resourcePlugin: {{ name: simulated }}\n"
            + $"    health: {{ interval: {interval}, checks: [{list}] }}\n    flavours: [{{ name: bash }}]\n";
        return Assert.IsType<SpecResult.Good>(SpecReader.Read(SpecSource.Of(text))).Spec;
    }

    public Node Node(string id) =>
        new()
        {
            Id = id,
            State = NodeState.Running,
            Since = Clock.GetUtcNow(),
            CreatedAt = Clock.GetUtcNow(),
            ConfigHash = "0123456789abcdef0123456789abcdef",
            Generation = 1,
        };

    public static Instance Machine(string node, string? id = null) =>
        new()
        {
            Id = id ?? $"i-{node}",
            State = InstanceState.Running,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Node] = node },
        };
}
