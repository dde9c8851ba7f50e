using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
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
    )
    {
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["state"] = node.State.ToString() };
        Add(evidence, "instanceId", node.InstanceId ?? node.AdoptId);
        Add(evidence, "reason", asking.Reason);
        Add(evidence, "until", asking.Until?.ToString("O", CultureInfo.InvariantCulture));
        return new ClusterEvent
        {
            Kind = kind,
            Group = group,
            Node = node.Id,
            Reason = reason,
            Message = WithReason(message, asking),
            Actor = asking.Actor,
            Evidence = evidence,
        };
    }

    /// <summary>The sentence with the words of the one who asked.</summary>
    public static string WithReason(string message, Asking asking) =>
        asking.Reason is { } reason ? $"{message[..^1]}: {reason.TrimEnd('.')}." : message;

    private static void Add(Dictionary<string, string> evidence, string name, string? value)
    {
        if (value is not null)
        {
            evidence[name] = value;
        }
    }
}
