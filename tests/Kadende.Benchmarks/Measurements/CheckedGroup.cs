using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Passes;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Benchmarks.Measurements;

/// <summary>A group of machines that are all asked at one port of this machine.</summary>
internal static class CheckedGroup
{
    /// <param name="port">Where each machine of the group is asked.</param>
    /// <param name="provider">What makes machines on which commands are run over SSH; null: the machines are asked by HTTP.</param>
    public static HealthQuestion Of(string group, int size, int port, IProvider? provider)
    {
        var check = provider is null
            ? string.Create(CultureInfo.InvariantCulture, $"type: http, port: {port}")
            : "type: command, run: 'true'";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"version: '1'\nname: checks\ngroups:\n  {group}:\n    size: {size}\n    resourcePlugin: {{ name: simulated }}\n    health: {{ interval: 1s, checks: [{{ {check}, timeout: 1s }}] }}\n"
        );
        var spec = SpecReader.Read(SpecSource.Of(text)) is SpecResult.Good good
            ? good.Spec.Groups[0]
            : throw new MeasurementException("The spec of the measurement has a fault.");
        var source = new GroupSource(new SourceKey(1, 0), spec, provider, [], new SourceFacts { Key = "checks" });
        return new HealthQuestion(
            "checks",
            spec.Path,
            spec,
            [.. spec.Slots.Select(slot => SlotOf(spec, slot))],
            [.. spec.Slots.Select(slot => new ObservedInstance(MachineOf(slot, port), new SourceKey(1, 0)))],
            [source]
        );
    }

    private static Slot SlotOf(GroupSpec spec, string slot) =>
        new()
        {
            Group = spec.Path,
            Key = slot,
            Lineage = Lineage.Fresh,
            Nodes =
            [
                new Node
                {
                    Id = slot,
                    State = NodeState.Running,
                    Since = default,
                    CreatedAt = default,
                    ConfigHash = spec.ConfigHash,
                    Generation = 1,
                },
            ],
        };

    private static Instance MachineOf(string slot, int port) =>
        new()
        {
            Ports = new Dictionary<int, int> { [22] = port },
            Id = slot,
            State = InstanceState.Running,
            Address = "127.0.0.1",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Node] = slot },
        };
}
