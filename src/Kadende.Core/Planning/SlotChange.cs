using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>A row to write, with the events that tell of it.</summary>
/// <param name="Before">The slot as it was read; null when there is none.</param>
/// <param name="After">The slot as it shall be; null when its row goes.</param>
public sealed record SlotChange(Slot? Before, Slot? After, IReadOnlyList<ClusterEvent> Events)
{
    public string Key => (After ?? Before)!.Key;

    /// <summary>
    /// It adds a node or takes one away: what sizes and budgets are counted for, over the whole group. Such a change is sound only while
    /// the rest of the group is as it was read, and while there still is such a group.
    /// </summary>
    public bool RestsOnGroup => !Live(Before).SequenceEqual(Live(After), StringComparer.Ordinal);

    private static IEnumerable<string> Live(Slot? slot) =>
        (slot?.Nodes ?? []).Where(node => !node.IsLeaving).Select(node => node.Id);
}
