using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>What it makes of a node that a look did not get around to ask for what it had decided.</summary>
public static class Unbegun
{
    /// <param name="before">The node before the look; null when the look added it.</param>
    /// <returns>The node as it was decided, and not asked for: that is due at the next look.</returns>
    public static SlotChange Of(Slot slot, string nodeId, Node? before)
    {
        var node = slot.Nodes.Single(node => string.Equals(node.Id, nodeId, StringComparison.Ordinal));
        var after = node with { AskedAt = before?.AskedAt, RemovalAskedAt = before?.RemovalAskedAt };
        return new SlotChange(slot, slot.With(node, after), []);
    }
}
