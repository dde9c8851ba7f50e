using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>The events that tell of nodes.</summary>
internal static class NodeEvents
{
    public static ClusterEvent Of(
        EventKind kind,
        GroupPath group,
        Node node,
        string reason,
        string message,
        params ReadOnlySpan<(string Name, string? Value)> more
    )
    {
        var evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["state"] = node.State.ToString() };
        if (node.InstanceId is not null)
        {
            evidence["instanceId"] = node.InstanceId;
        }

        foreach (var (name, value) in more)
        {
            if (value is not null)
            {
                evidence[name] = value;
            }
        }

        return new ClusterEvent
        {
            Kind = kind,
            Group = group,
            Node = node.Id,
            Reason = reason,
            Message = message,
            Evidence = evidence,
        };
    }

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    public static string Text(TimeSpan span) =>
        span.TotalSeconds < 60 ? $"{span.TotalSeconds:0.###}s"
        : span.TotalMinutes < 60 ? $"{span.TotalMinutes:0.#}m"
        : $"{span.TotalHours:0.#}h";
}
