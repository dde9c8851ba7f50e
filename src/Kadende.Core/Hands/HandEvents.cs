using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;

namespace Kadende.Core.Hands;

/// <summary>The events that tell of what people ask of nodes.</summary>
internal static class HandEvents
{
    public static ClusterEvent Of(
        EventKind kind,
        GroupPath group,
        Node node,
        string reason,
        Asking asking,
        string message
    ) =>
        NodeEvents.Of(
            kind,
            group,
            node,
            reason,
            WithReason(message, asking),
            ("instanceId", node.InstanceId ?? node.AdoptId),
            ("reason", asking.Reason),
            ("until", asking.Until is { } until ? NodeEvents.Text(until) : null)
        ) with
        {
            Actor = asking.Actor,
        };

    /// <summary>The sentence with the words of the one who asked.</summary>
    public static string WithReason(string message, Asking asking) =>
        asking.Reason is { } reason ? $"{message[..^1]}: {reason.TrimEnd('.')}." : message;
}
