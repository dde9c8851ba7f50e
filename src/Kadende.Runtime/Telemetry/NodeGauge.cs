using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Telemetry;

/// <summary>How many nodes this process last saw in each state, by cluster and group.</summary>
public sealed class NodeGauge
{
    private readonly ConcurrentDictionary<
        (string Cluster, GroupPath Group),
        IReadOnlyDictionary<NodeState, int>
    > _counts = new();

    public NodeGauge(Meter meter) =>
        meter.CreateObservableGauge("kadende.nodes", Observe, "{node}", "Nodes by cluster, group and state.");

    public void Set(string cluster, GroupPath group, IReadOnlyList<Slot> slots) =>
        _counts[(cluster, group)] = slots
            .SelectMany(slot => slot.Nodes)
            .GroupBy(node => node.State)
            .ToDictionary(states => states.Key, states => states.Count());

    public void Forget(string cluster, GroupPath group) => _counts.TryRemove((cluster, group), out _);

    private IEnumerable<Measurement<int>> Observe() =>
        from entry in _counts
        from count in entry.Value
        select new Measurement<int>(
            count.Value,
            new KeyValuePair<string, object?>("cluster", entry.Key.Cluster),
            new KeyValuePair<string, object?>("group", entry.Key.Group.Value),
            new KeyValuePair<string, object?>("state", count.Key.ToString())
        );
}
