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
    /// It takes a node away, or puts a successor beside one: what sizes and budgets are counted for, over the whole group. Such a change is
    /// sound only while the rest of the group is as it was read.
    /// </summary>
    public bool RestsOnGroup
    {
        get
        {
            var live = (Before?.Nodes ?? []).Where(IsLive).ToList();
            var next = (After?.Nodes ?? []).Where(IsLive).ToList();
            return next.Count > Math.Max(1, live.Count)
                || live.Exists(node => !next.Exists(left => string.Equals(left.Id, node.Id, StringComparison.Ordinal)));
        }
    }

    private static bool IsLive(Node node) => !node.IsLeaving;
}
