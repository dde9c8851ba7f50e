using Kadende.Core.Events;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>The events that tell of groups as a whole.</summary>
internal static class GroupEvents
{
    public static ClusterEvent Of(
        GroupPath group,
        EventKind kind,
        string reason,
        string message,
        params ReadOnlySpan<(string Name, string? Value)> evidence
    )
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in evidence)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }

        return new ClusterEvent
        {
            Kind = kind,
            Group = group,
            Reason = reason,
            Message = message,
            Evidence = known,
        };
    }
}
