namespace Kadende.Runtime.Stores;

/// <summary>
/// Neighbouring slots of a group, which share a row: fifty nodes cost one row to write and to read. Each slot has a version of its own,
/// so that a race is lost by slot and not by tray.
/// </summary>
internal sealed record SlotTray(IReadOnlyList<VersionedSlot> Slots)
{
    public static readonly SlotTray Empty = new([]);

    /// <summary>The tray with a change made; null when the slot is not as the writer of the change believed.</summary>
    /// <param name="version">The version that the slot gets. A slot that has it already was written by this very change before.</param>
    public SlotTray? With(RowChange change, string version) =>
        change switch
        {
            RowChange.PutSlot put => With(put.Slot.Key, put.ETag, new VersionedSlot(version, put.Slot)),
            RowChange.DropSlot drop => With(drop.Key, drop.ETag, null),
            _ => throw new ArgumentException("Only slots lie on trays.", nameof(change)),
        };

    private SlotTray? With(string key, string? believed, VersionedSlot? next)
    {
        var current = Slots.FirstOrDefault(slot => slot.Slot.Key == key);
        if (current is not null && current.Version == next?.Version)
        {
            return this;
        }

        if (current?.Version != believed)
        {
            return null;
        }

        var slots = Slots.Where(slot => slot != current).ToList();
        if (next is not null)
        {
            slots.Add(next);
        }

        return new SlotTray(slots);
    }
}
