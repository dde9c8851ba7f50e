using Azure.Data.Tables;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>Reads the slots of a cluster.</summary>
internal sealed class ClusterSlots(StoreTable clusters)
{
    private const int MaxSize = 1000;

    public async Task<IReadOnlyList<Stored<Slot>>> LoadAsync(
        string clusterId,
        GroupPath group,
        CancellationToken cancellationToken
    )
    {
        var rows = await clusters.QueryAsync(
            TableKeys.Cluster(clusterId),
            TableKeys.SlotsOf(group),
            keysOnly: false,
            cancellationToken
        );
        return [.. rows.Select(Read)];
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
        var range = group is { } path ? TableKeys.SlotsOf(path) : TableKeys.Slots;
        if (cursor is not null)
        {
            range = range.After(ReadCursor(cursor, range));
        }

        if (!TableKeys.IsName(clusterId))
        {
            return new Page<Stored<Slot>>([], null);
        }

        var (rows, more) = await clusters.QueryAsync(clusterId, range, size, keysOnly: false, cancellationToken);
        return new Page<Stored<Slot>>([.. rows.Select(Read)], more ? Cursors.Of(rows[^1].RowKey) : null);
    }

    private static string ReadCursor(string cursor, KeyRange range) =>
        Cursors.Read(cursor) is { } rowKey && TableKeys.IsSlot(rowKey) && range.Holds(rowKey)
            ? rowKey
            : throw Cursors.Refuse(cursor);

    private static Stored<Slot> Read(TableEntity row) =>
        new(RowBody.Read(row, StoreJson.Default.Slot), row.ETag.ToString());
}
