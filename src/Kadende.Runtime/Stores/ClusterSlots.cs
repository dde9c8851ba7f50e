using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>Reads the slots of a cluster from their trays.</summary>
internal sealed class ClusterSlots(StoreTable clusters)
{
    private const int MaxSize = 1000;

    /// <summary>Parts a cursor into the tray's key and the slot on it; stands in neither a name nor the end of a tray's key.</summary>
    private const char BeforeSlot = '|';

    public async Task<IReadOnlyList<Stored<Slot>>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    )
    {
        var rows = await clusters.QueryAsync(
            TableKeys.Cluster(clusterId),
            TableKeys.TraysOf(group),
            keysOnly: false,
            cancellationToken
        );
        return [.. rows.Select(StoredTray.Read).SelectMany(tray => tray.Slots)];
    }

    public async Task<Page<Stored<Slot>>> ListAsync(
        string clusterId,
        GroupPath? group,
        string? cursor,
        int size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        var range = group is { } path ? TableKeys.TraysOf(path) : TableKeys.Trays;
        (string Tray, string Slot)? after = cursor is null ? null : ReadCursor(cursor, range);
        if (after is not null)
        {
            range = new KeyRange(after.Value.Tray, range.To);
        }

        if (!TableKeys.IsName(clusterId))
        {
            return new Page<Stored<Slot>>([], null);
        }

        return await ListAsync(clusterId, range, after, size, cancellationToken);
    }

    private async Task<Page<Stored<Slot>>> ListAsync(
        string clusterId,
        KeyRange range,
        (string Tray, string Slot)? after,
        int size,
        CancellationToken cancellationToken
    )
    {
        // Trays hold a slot at least each: as many as that, with the one that the page before ended in, are enough.
        var (rows, more) = await clusters.QueryAsync(clusterId, range, size + 1, keysOnly: false, cancellationToken);
        var slots = rows.Select(StoredTray.Read)
            .SelectMany(tray => Behind(tray, after).Select(slot => (tray.RowKey, Slot: slot)))
            .Take(size + 1)
            .ToList();
        var page = slots.Take(size).ToList();
        var goesOn = slots.Count > size || (more && page.Count > 0);
        return new Page<Stored<Slot>>(
            [.. page.Select(slot => slot.Slot)],
            goesOn ? Cursors.Of($"{page[^1].RowKey}{BeforeSlot}{page[^1].Slot.Value.Key}") : null
        );
    }

    private static IEnumerable<Stored<Slot>> Behind(StoredTray tray, (string Tray, string Slot)? after) =>
        after is { } last && last.Tray == tray.RowKey
            ? tray.Slots.Where(slot => SlotKeys.Order.Compare(slot.Value.Key, last.Slot) > 0)
            : tray.Slots;

    private static (string Tray, string Slot) ReadCursor(string cursor, KeyRange range)
    {
        var text = Cursors.Read(cursor) ?? throw Cursors.Refuse(cursor);
        var end = text.LastIndexOf(BeforeSlot);
        return
            end > 0 && TableKeys.IsTray(text[..end]) && range.Holds(text[..end]) && TableKeys.IsName(text[(end + 1)..])
            ? (text[..end], text[(end + 1)..])
            : throw Cursors.Refuse(cursor);
    }
}
