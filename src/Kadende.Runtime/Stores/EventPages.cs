using System.Text.Json;
using Azure.Data.Tables;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Packs events into page rows, many on a page, so that a transaction's events cost it one row. The keys of pages sort by time, and
/// those of one writer in the order in which it made them.
/// </summary>
internal sealed class EventPages(TimeProvider clock, EventNews news)
{
    private readonly WriterTimes _times = new(clock);

    public static byte[] Write(ClusterEvent told) =>
        JsonSerializer.SerializeToUtf8Bytes(told, StoreJson.Default.ClusterEvent);

    /// <summary>Page rows, each to be inserted, that hold these events in order.</summary>
    public IReadOnlyList<TableEntity> Pack(string clusterId, IEnumerable<byte[]> events)
    {
        var pages = new List<TableEntity>();
        var fill = EventFill.Empty;
        using var json = new MemoryStream();
        foreach (var told in events)
        {
            var next = fill.With(told.Length);
            if (next.Pages > fill.Pages && fill.Pages > 0)
            {
                pages.Add(Close(clusterId, json));
            }

            json.WriteByte(json.Length == 0 ? (byte)'[' : (byte)',');
            json.Write(told);
            fill = next;
        }

        if (json.Length > 0)
        {
            pages.Add(Close(clusterId, json));
        }

        return pages;
    }

    private TableEntity Close(string clusterId, MemoryStream json)
    {
        // Said before it is written; whoever looks does so a moment later.
        news.Note(clusterId);
        json.WriteByte((byte)']');
        var page = RowBody.PackedJson(
            TableKeys.Cluster(clusterId),
            EventPosition.RowKeyOf(_times.NextTicks(), _times.Writer),
            json.GetBuffer().AsSpan(0, (int)json.Length)
        );
        json.SetLength(0);
        return page;
    }
}
