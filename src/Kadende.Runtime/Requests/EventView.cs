using Kadende.Core.Events;

namespace Kadende.Runtime.Requests;

/// <summary>An event as users see it.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Group">The group's path, or null.</param>
/// <param name="Node">The node's id, or null.</param>
/// <param name="Reason">One word for programs.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Actor">The user who caused it, or <c>kadende</c>.</param>
/// <param name="Evidence">Signals and thresholds that the decision rests on.</param>
public sealed record EventView(
    string Id,
    DateTimeOffset At,
    EventKind Kind,
    string Cluster,
    string? Group,
    string? Node,
    string Reason,
    string Message,
    string Actor,
    IReadOnlyDictionary<string, string> Evidence
)
{
    public static EventView Of(StoredEvent stored) =>
        new(
            stored.Id,
            stored.At,
            stored.Event.Kind,
            stored.ClusterId,
            stored.Event.Group?.Value,
            stored.Event.Node,
            stored.Event.Reason,
            stored.Event.Message,
            stored.Event.Actor,
            stored.Event.Evidence
        );
}
