using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Health.Heartbeat;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Passes;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A group whose machines are asked after their health.</summary>
internal sealed class ProbedGroup : IDisposable
{
    private static readonly GroupPath Web = GroupPath.Parse("web");

    private readonly MachineShells _shells;

    public ProbedGroup() =>
        _shells = new MachineShells(
            Options.Create(new SshOptions()),
            new ProbeTargets(Options.Create(new ProbeOptions())),
            Clock
        );

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public ScriptedCheck Check { get; } = new("scripted");

    public ScriptedCheck Second { get; } = new("second");

    public MemoryHeartbeats Heartbeats { get; } = new();

    public void Dispose() => _shells.Dispose();

    public Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        IReadOnlyList<Node> nodes,
        IReadOnlyList<Instance> machines,
        Func<GroupSource, GroupSource>? source = null,
        string checks = "scripted",
        int parallelism = 128,
        string interval = "1s"
    )
    {
        var spec = Spec(checks, interval);
        var made = new GroupSource(new SourceKey(1, 0), spec, null, [null], new SourceFacts { Key = "test" });
        var question = new HealthQuestion(
            "c1",
            Web,
            spec,
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
        var catalog = new FewPlugins([Check, Second, new HeartbeatHealthCheck()]);
        return new HealthProber(
            new HealthCheckCalls(catalog, new PluginHealth(Clock), Clock),
            _shells,
            new HeartbeatReader(Heartbeats, catalog),
            Options.Create(new PassOptions { ProbeParallelism = parallelism }),
            Clock
        ).LookAsync(question, TestContext.Current.CancellationToken);
    }

    private static GroupSpec Spec(string checks, string interval)
    {
        var list = string.Join(", ", checks.Split(' ').Select(type => $"{{ type: {type} }}"));
        var text =
            $"version: '1'\nname: shop\ngroups:\n  web:\n    size: 3\n    resourcePlugin: {{ name: simulated }}\n"
            + $"    health: {{ interval: {interval}, checks: [{list}] }}\n    flavours: [{{ name: bash }}]\n";
        var read = Assert.IsType<SpecResult.Good>(SpecReader.Read(SpecSource.Of(text)));
        return read.Spec.Groups[0];
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
