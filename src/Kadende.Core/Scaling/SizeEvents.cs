using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;

namespace Kadende.Core.Scaling;

/// <summary>Tells that time alone changed the size of a group.</summary>
public static class SizeEvents
{
    /// <param name="before">What the last look at the group left.</param>
    /// <param name="generation">The generation that is looked at: with another one, it was the spec or a person that set the size.</param>
    /// <returns>Null: the size is as it was, or did not change by itself.</returns>
    public static ClusterEvent? Of(GroupSpec group, EffectiveSize size, GroupStatus? before, long generation)
    {
        if (before is null || before.Generation != generation || before.Wanted == size.Size)
        {
            return null;
        }

        var evidence = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = before.Wanted.ToString(CultureInfo.InvariantCulture),
            ["to"] = size.Size.ToString(CultureInfo.InvariantCulture),
        };
        return size switch
        {
            { Origin: SizeOrigin.Schedule, Rule: { } rule } => Scheduled(group, size, rule, evidence),
            { Origin: SizeOrigin.Spec } when group.Hand is not null => Told(
                group,
                "HandSizeEnded",
                $"The size set by hand has ended: {group.Path} goes from {before.Wanted} to {size.Size} nodes, as its spec says.",
                evidence
            ),
            _ => null,
        };
    }

    private static ClusterEvent Scheduled(
        GroupSpec group,
        EffectiveSize size,
        ScheduledSize rule,
        Dictionary<string, string> evidence
    )
    {
        var from = evidence["from"];
        evidence["cron"] = rule.When.Cron;
        evidence["timeZone"] = rule.When.TimeZone;
        return Told(
            group,
            "Scheduled",
            $"The time of a scheduled size has come ({rule.When.Cron}, {rule.When.TimeZone}): {group.Path} goes from {from} to "
                + $"{size.Size} nodes.",
            evidence
        );
    }

    private static ClusterEvent Told(
        GroupSpec group,
        string reason,
        string message,
        IReadOnlyDictionary<string, string> evidence
    ) =>
        new()
        {
            Kind = EventKind.GroupScheduled,
            Group = group.Path,
            Reason = reason,
            Message = message,
            Evidence = evidence,
        };
}
