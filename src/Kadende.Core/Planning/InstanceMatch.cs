using Kadende.Core.Nodes;
using Kadende.Sdk;

namespace Kadende.Core.Planning;

/// <summary>Which listed machine is which node's, and which are nobody's.</summary>
internal sealed class InstanceMatch
{
    private readonly Dictionary<string, ObservedInstance> _byNode;

    private InstanceMatch(Dictionary<string, ObservedInstance> byNode, List<ObservedInstance> unknown)
    {
        _byNode = byNode;
        Unknown = unknown;
    }

    /// <summary>Machines with our labels that no node tells of, or that are second machines of a node.</summary>
    public IReadOnlyList<ObservedInstance> Unknown { get; }

    public ObservedInstance? Of(Node node) => _byNode.GetValueOrDefault(node.Id);

    public static InstanceMatch Of(GroupView view)
    {
        var nodes = new Dictionary<string, Node>(view.Slots.Count, StringComparer.Ordinal);
        foreach (var node in view.Slots.SelectMany(slot => slot.Nodes))
        {
            nodes.Add(node.Id, node);
        }

        var byNode = new Dictionary<string, ObservedInstance>(nodes.Count, StringComparer.Ordinal);
        var unknown = new List<ObservedInstance>();
        foreach (var seen in view.Instances)
        {
            var id = seen.Instance.Labels.GetValueOrDefault(LabelNames.Node);
            if (id is null || !nodes.TryGetValue(id, out var node) || IsAnothers(node, seen))
            {
                unknown.Add(seen);
            }
            else if (!byNode.TryAdd(id, seen))
            {
                // A create that was answered twice: the older machine is the node's, so that every look picks the same.
                var (kept, spare) = IsOlder(seen, byNode[id]) ? (seen, byNode[id]) : (byNode[id], seen);
                byNode[id] = kept;
                unknown.Add(spare);
            }
        }

        return new InstanceMatch(byNode, unknown);
    }

    private static bool IsAnothers(Node node, ObservedInstance seen) =>
        node.InstanceId is { } own && !string.Equals(own, seen.Instance.Id, StringComparison.Ordinal);

    private static bool IsOlder(ObservedInstance left, ObservedInstance right)
    {
        var byTime = Nullable.Compare(left.Instance.CreatedAt, right.Instance.CreatedAt);
        return byTime != 0 ? byTime < 0 : string.CompareOrdinal(left.Instance.Id, right.Instance.Id) < 0;
    }
}
