using Kadende.Core.Specs;

namespace Kadende.Core.Nodes;

/// <summary>
/// One place in a group, with the node that fills it and, while that one is being replaced, its successor. It is changed as a whole: two
/// passes that want to fill or change it at once are told apart by its ETag.
/// </summary>
public sealed record Slot
{
    public required GroupPath Group { get; init; }

    /// <summary><c>0</c>, <c>1</c>, … or a logical id.</summary>
    public required string Key { get; init; }

    /// <summary>Oldest first; empty when the last machine is gone and the next is not wanted yet.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    public required Lineage Lineage { get; init; }

    /// <summary>The slot with one of its nodes, this very one, as it is after a step.</summary>
    public Slot With(Node before, Node after) =>
        this with
        {
            Nodes = [.. Nodes.Select(node => ReferenceEquals(node, before) ? after : node)],
        };
}
