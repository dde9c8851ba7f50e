using Kadende.Core.Events;

namespace Kadende.Core.Why;

/// <summary>One record of how it came to be: what was decided or seen, by whom and on which grounds.</summary>
public sealed record Decision(
    DateTimeOffset At,
    EventKind Kind,
    string Reason,
    string Message,
    string Actor,
    IReadOnlyDictionary<string, string> Evidence
)
{
    public static Decision Of(StoredEvent stored) =>
        new(
            stored.At,
            stored.Event.Kind,
            stored.Event.Reason,
            stored.Event.Message,
            stored.Event.Actor,
            stored.Event.Evidence
        );
}
