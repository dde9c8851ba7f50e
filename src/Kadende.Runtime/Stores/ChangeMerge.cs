using Azure.Data.Tables;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>Makes rows of changes: a status is its own row; slots are merged into their trays as these stand now.</summary>
internal sealed class ChangeMerge(StoreTable clusters, string clusterId)
{
    /// <summary>The rows to write for some changes of a call, statuses and trays in the order of their first change.</summary>
    public async Task<IReadOnlyList<PendingRow>> RowsAsync(
        WriteCall call,
        IReadOnlyList<int> indexes,
        CancellationToken cancellationToken
    )
    {
        var trays = await TraysAsync(call, indexes, cancellationToken);
        var rows = new List<PendingRow>();
        foreach (var same in indexes.GroupBy(index => KeyOf(call.Changes[index]) ?? $"{index}", StringComparer.Ordinal))
        {
            var row = trays.TryGetValue(same.Key, out var tray)
                ? TrayRow(call, tray, same)
                : StatusRow(call, same.First());
            if (row is not null)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private PendingRow? TrayRow(WriteCall call, StoredTray stored, IEnumerable<int> indexes)
    {
        var tray = stored.Tray;
        var carried = new List<int>();
        foreach (var index in indexes)
        {
            if (tray.With(call.Changes[index], call.Version) is { } next)
            {
                if (ReferenceEquals(next, tray))
                {
                    // Written by a try of this call whose answer was lost.
                    call.Won(index, call.Version);
                    continue;
                }

                tray = next;
                carried.Add(index);
            }
            else
            {
                // The group is not as it was read: what rests on it as a whole has lost with this one.
                call.Fence?.Lose();
            }
        }

        if (carried.Count == 0)
        {
            return null;
        }

        var drops = tray.Slots.Count == 0;
        var row = drops
            ? new TableEntity(clusterId, stored.RowKey)
            : RowBody.Packed(clusterId, stored.RowKey, tray, StoreJson.Default.SlotTray);
        return PendingRow.Of(carried, row, stored.ETag, drops, carried.Select(index => call.Changes[index]));
    }

    private PendingRow StatusRow(WriteCall call, int index)
    {
        var change = call.Changes[index];
        return change switch
        {
            RowChange.PutGroup put => PendingRow.Of(
                [index],
                RowBody.Plain(clusterId, TableKeys.Group(put.Status.Path), put.Status, StoreJson.Default.GroupStatus),
                put.ETag,
                drops: false,
                [change]
            ),
            RowChange.DropGroup drop => PendingRow.Of(
                [index],
                new TableEntity(clusterId, TableKeys.Group(drop.Path)),
                drop.ETag,
                drops: true,
                [change]
            ),
            _ => throw new InvalidOperationException("Slots are written with their trays."),
        };
    }

    /// <summary>The trays of all slots that are to change, read group by group.</summary>
    private async Task<Dictionary<string, StoredTray>> TraysAsync(
        WriteCall call,
        IReadOnlyList<int> indexes,
        CancellationToken cancellationToken
    )
    {
        var keys = indexes
            .Select(index => (Group: GroupOf(call.Changes[index]), Key: KeyOf(call.Changes[index])))
            .Where(slot => slot.Key is not null)
            .Distinct()
            .ToList();
        var trays = keys.ToDictionary(slot => slot.Key!, slot => StoredTray.New(slot.Key!), StringComparer.Ordinal);
        foreach (var group in keys.GroupBy(slot => slot.Group, slot => slot.Key!))
        {
            // What sorts right behind the last key ends the range with it.
            var range = new KeyRange(group.Min(StringComparer.Ordinal)!, $"{group.Max(StringComparer.Ordinal)}!");
            foreach (var row in await clusters.QueryAsync(clusterId, range, keysOnly: false, cancellationToken))
            {
                trays[row.RowKey] = StoredTray.Read(row);
            }
        }

        return trays;
    }

    private static GroupPath? GroupOf(RowChange change) =>
        change switch
        {
            RowChange.PutSlot put => put.Slot.Group,
            RowChange.DropSlot drop => drop.Group,
            _ => null,
        };

    private static string? KeyOf(RowChange change) =>
        change switch
        {
            RowChange.PutSlot put => TableKeys.Tray(put.Slot.Group, put.Slot.Key),
            RowChange.DropSlot drop => TableKeys.Tray(drop.Group, drop.Key),
            _ => null,
        };
}
