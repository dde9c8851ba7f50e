using Azure.Data.Tables;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>Reads the event log of a cluster.</summary>
internal sealed class EventLog(StoreTable clusters)
{
    private const int MaxSize = 1000;
    private const int PagesPerRequest = 20;

    /// <summary>A call reads no more pages than this: a filter that matches little gives a short answer with a cursor.</summary>
    private const int PagesPerCall = 100;

    public async Task<Page<StoredEvent>> ReadAsync(
        string clusterId,
        EventQuery query,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Size, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Size, MaxSize, nameof(query));
        var after = query.After is null ? (EventPosition?)null : EventPosition.Parse(query.After);
        if (!TableKeys.IsName(clusterId))
        {
            return new Page<StoredEvent>([], null);
        }

        var found = new List<StoredEvent>();
        var range = RangeOf(query, after);
        for (var read = 0; ; )
        {
            var (rows, more) = await clusters.QueryAsync(
                clusterId,
                range,
                PagesPerRequest,
                keysOnly: false,
                cancellationToken
            );
            if (Collect(rows, more, clusterId, query, after, found) is { } full)
            {
                return full;
            }

            read += rows.Count;
            if (!more)
            {
                return new Page<StoredEvent>(found, null);
            }

            if (read >= PagesPerCall)
            {
                // Behind every event of the last page: no page has this many.
                return new Page<StoredEvent>(found, EventPosition.OfRow(rows[^1].RowKey, 9999).Id);
            }

            range = range.After(rows[^1].RowKey);
        }
    }

    /// <summary>Adds what matches.</summary>
    /// <returns>The answer, when it is full; null when there is room for more.</returns>
    private static Page<StoredEvent>? Collect(
        IReadOnlyList<TableEntity> rows,
        bool more,
        string clusterId,
        EventQuery query,
        EventPosition? after,
        List<StoredEvent> found
    )
    {
        foreach (var (rowIndex, row) in rows.Index())
        {
            var events = RowBody.Read(row, StoreJson.Default.ClusterEventArray);
            for (var index = 0; index < events.Length; index++)
            {
                var position = EventPosition.OfRow(row.RowKey, index);
                if (IsBehind(position, after) && Matches(events[index], query))
                {
                    found.Add(new StoredEvent(position.Id, position.At, clusterId, events[index]));
                }

                if (found.Count == query.Size)
                {
                    var isLast = !more && rowIndex == rows.Count - 1 && index == events.Length - 1;
                    return new Page<StoredEvent>(found, isLast ? null : position.Id);
                }
            }
        }

        return null;
    }

    private static KeyRange RangeOf(EventQuery query, EventPosition? after)
    {
        var from = TableKeys.Events.From;
        if (query.Since is { } since)
        {
            from = EventPosition.FirstRowKeyAt(since);
        }

        // The page of the event itself is read again: there may be more on it.
        return new KeyRange(
            after is { } position && string.CompareOrdinal(position.RowKey, from) > 0 ? position.RowKey : from,
            TableKeys.Events.To
        );
    }

    private static bool IsBehind(EventPosition position, EventPosition? after) =>
        after is not { } start
        || string.CompareOrdinal(position.Page, start.Page) > 0
        || (position.Page == start.Page && position.Index > start.Index);

    private static bool Matches(ClusterEvent told, EventQuery query) =>
        (query.Group is not { } group || told.Group == group)
        && (query.Node is not { } node || told.Node == node)
        && (query.Kind is not { } kind || told.Kind == kind);
}
