using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>A slot while a look at its group is being decided: the stored one until something changes.</summary>
internal sealed class SlotDraft(GroupPath group, string key, Slot? before)
{
    private List<Node>? _nodes;
    private List<ClusterEvent>? _events;
    private Lineage _lineage = before?.Lineage ?? Lineage.Fresh;
    private bool _changed;

    public GroupPath Group { get; } = group;

    public string Key { get; } = key;

    public IReadOnlyList<Node> Nodes => _nodes ?? before?.Nodes ?? [];

    /// <summary>The row may go when no node is left: the slot is not wanted.</summary>
    public bool IsSurplus { get; set; }

    public Lineage Lineage
    {
        get => _lineage;
        set
        {
            _lineage = value;
            _changed = true;
        }
    }

    /// <summary>The newest node that is not on its way out; null when there is none.</summary>
    public Node? Live
    {
        get
        {
            var nodes = Nodes;
            for (var i = nodes.Count - 1; i >= 0; i--)
            {
                if (!nodes[i].IsLeaving)
                {
                    return nodes[i];
                }
            }

            return null;
        }
    }

    public int LiveCount
    {
        get
        {
            var (nodes, count) = (Nodes, 0);
            for (var i = 0; i < nodes.Count; i++)
            {
                count += nodes[i].IsLeaving ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>Its last node is being removed.</summary>
    public bool IsEmptying => Live is null && Nodes.Any(node => node.State is NodeState.Draining or NodeState.Deleting);

    /// <summary>A machine with the slot's identity is still there.</summary>
    public bool IsOccupied => Nodes.Count > 0;

    public void Set(Node before, Node after, ClusterEvent? told = null)
    {
        var nodes = Edit();
        nodes[nodes.IndexOf(before)] = after;
        Tell(told);
    }

    public void Add(Node node, ClusterEvent told)
    {
        Edit().Add(node);
        Tell(told);
    }

    public void Remove(Node node, NodeTrigger trigger, ClusterEvent told)
    {
        NodeController.End(node, trigger);
        Edit().Remove(node);
        Tell(told);
    }

    /// <summary>The slot as it shall be; null when its row goes or never was.</summary>
    public Slot? After()
    {
        if (Nodes.Count == 0 && (IsSurplus || !_changed && before is null))
        {
            return null;
        }

        return _changed
            ? new Slot
            {
                Group = Group,
                Key = Key,
                Nodes = [.. Nodes],
                Lineage = _lineage,
            }
            : before;
    }

    public SlotChange? Change()
    {
        var after = After();
        return ReferenceEquals(after, before) ? null : new SlotChange(before, after, _events ?? []);
    }

    private List<Node> Edit()
    {
        _changed = true;
        return _nodes ??= [.. before?.Nodes ?? []];
    }

    /// <summary>Adds an event; the slot is written with it.</summary>
    public void Tell(ClusterEvent? told)
    {
        if (told is not null)
        {
            _changed = true;
            (_events ??= []).Add(told);
        }
    }
}
