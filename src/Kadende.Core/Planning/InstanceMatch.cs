using Kadende.Core.Nodes;
using Kadende.Sdk;

namespace Kadende.Core.Planning;

/// <summary>Which listed machine is which node's, and which are nobody's.</summary>
internal sealed class InstanceMatch
{
    private readonly Dictionary<string, ObservedInstance> _byNode;
    private readonly Dictionary<string, Node> _nodes;

    private InstanceMatch(
        Dictionary<string, Node> nodes,
        Dictionary<string, ObservedInstance> byNode,
        List<ObservedInstance> unknown
    )
    {
        _nodes = nodes;
        _byNode = byNode;
        Unknown = unknown;
    }

    /// <summary>Machines with our labels that no node tells of, or that are second machines of a node.</summary>
    public IReadOnlyList<ObservedInstance> Unknown { get; }

    public ObservedInstance? Of(Node node) => _byNode.GetValueOrDefault(node.Id);

    /// <summary>Whether a node of the group has this id.</summary>
    public bool IsNode(string id) => _nodes.ContainsKey(id);

    public static InstanceMatch Of(GroupView view)
    {
        var nodes = new Dictionary<string, Node>(view.Slots.Count, StringComparer.Ordinal);
        foreach (var node in view.Slots.SelectMany(slot => slot.Nodes))
        {
            nodes.Add(node.Id, node);
        }

        var byNode = new Dictionary<string, ObservedInstance>(nodes.Count, StringComparer.Ordinal);
        var unknown = new List<ObservedInstance>();
        var forgotten = view.Status?.Forgotten ?? [];
        foreach (var seen in view.Instances)
        {
            var id = seen.Instance.Labels.GetValueOrDefault(LabelNames.Node, "");
            if (!nodes.TryGetValue(id, out var node) || IsAnothers(node, seen))
            {
                // What a person wanted forgotten is nobody's business any more.
                if (node is not null || !forgotten.Contains(seen.Instance.Id))
                {
                    unknown.Add(seen);
                }
            }
            else if (!byNode.TryAdd(id, seen) && !IsSame(byNode[id], seen))
            {
                // A create that was answered twice: the older machine is the node's, so that every look picks the same.
                var (kept, spare) = IsOlder(seen, byNode[id]) ? (seen, byNode[id]) : (byNode[id], seen);
                byNode[id] = kept;
                unknown.Add(spare);
            }
        }

        return new InstanceMatch(nodes, byNode, unknown);
    }

    private static bool IsAnothers(Node node, ObservedInstance seen) =>
        node.InstanceId is { } own && !string.Equals(own, seen.Instance.Id, StringComparison.Ordinal);

    /// <summary>
    /// One machine that two of the group's places show, such as those before and after a change of an endpoint or a pool of hosts. Ids are
    /// compared without their plugins: one that was given another name has the same machines.
    /// </summary>
    private static bool IsSame(ObservedInstance left, ObservedInstance right) =>
        string.Equals(left.Instance.Id, right.Instance.Id, StringComparison.Ordinal);

    private static bool IsOlder(ObservedInstance left, ObservedInstance right)
    {
        var byTime = Nullable.Compare(left.Instance.CreatedAt, right.Instance.CreatedAt);
        return byTime != 0 ? byTime < 0 : string.CompareOrdinal(left.Instance.Id, right.Instance.Id) < 0;
    }
}
