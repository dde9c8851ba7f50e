using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>A row to write, with the events that tell of it.</summary>
/// <param name="Before">The slot as it was read; null when there is none.</param>
/// <param name="After">The slot as it shall be; null when its row goes.</param>
public sealed record SlotChange(Slot? Before, Slot? After, IReadOnlyList<ClusterEvent> Events)
{
    public string Key => (After ?? Before)!.Key;
}
