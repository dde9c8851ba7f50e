using Kadende.Core.Events;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>
/// What a follower of an event log has had. Several hosts write to the log, so an event may come to light a moment after a later one:
/// the last moments are read again each time, and what was had before is left out.
/// </summary>
internal sealed class EventWindow(EventQuery query)
{
    private readonly Dictionary<string, DateTimeOffset> _had = new(StringComparer.Ordinal);

    /// <summary>Takes what is new and asked for out of what was read.</summary>
    public IReadOnlyList<StoredEvent> Take(IReadOnlyList<StoredEvent> read) => [.. read.Where(IsNew).Where(IsAskedFor)];

    /// <summary>Forgets what lies before the time from which is read from now on.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var id in _had.Where(had => had.Value < before).Select(had => had.Key).ToList())
        {
            _had.Remove(id);
        }
    }

    private bool IsNew(StoredEvent stored) =>
        // Who names the last event that he had has had those before it.
        string.CompareOrdinal(stored.Id, query.After) > 0
        && _had.TryAdd(stored.Id, stored.At);

    private bool IsAskedFor(StoredEvent stored) =>
        (query.Since is null || stored.At >= query.Since)
        && (query.Group is null || stored.Event.Group == query.Group)
        && (query.Node is null || stored.Event.Node == query.Node)
        && (query.Kind is null || stored.Event.Kind == query.Kind);
}
