using Azure.Data.Tables;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;

namespace Kadende.Runtime.Stores;

/// <summary>A tray as it was read.</summary>
/// <param name="ETag">The row's; null when there is no row yet.</param>
internal sealed record StoredTray(string RowKey, SlotTray Tray, string? ETag)
{
    public IEnumerable<Stored<Slot>> Slots =>
        Tray
            .Slots.Select(slot => new Stored<Slot>(slot.Slot, slot.Version))
            .OrderBy(slot => slot.Value.Key, SlotKeys.Order);

    public static StoredTray Read(TableEntity row) =>
        new(row.RowKey, RowBody.Read(row, StoreJson.Default.SlotTray), row.ETag.ToString());

    public static StoredTray New(string rowKey) => new(rowKey, SlotTray.Empty, null);
}
