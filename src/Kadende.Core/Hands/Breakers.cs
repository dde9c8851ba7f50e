using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Core.Hands;

/// <summary>Lifts the breaker of a group.</summary>
public static class Breakers
{
    public static HandDecision<GroupChange> Lift(GroupStatus group, Asking asking)
    {
        if (group.Breaker is not { } breaker)
        {
            return new HandDecision<GroupChange>.Refused(
                $"The breaker of group {group.Path} is armed and has not opened; there is nothing to lift."
            );
        }

        if (!breaker.IsOpen)
        {
            return new HandDecision<GroupChange>.Same(
                $"The breaker of group {group.Path} was lifted already, by {breaker.LiftedBy}."
            );
        }

        var told = new ClusterEvent
        {
            Kind = EventKind.BreakerLifted,
            Group = group.Path,
            Reason = "Lifted",
            Message = HandEvents.WithReason(
                $"{asking.Actor} lifted the breaker, open since {Lasting.Text(breaker.Since)}.",
                asking
            ),
            Actor = asking.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["opened"] = breaker.Message },
        };
        return new HandDecision<GroupChange>.Changed(
            new GroupChange(
                group with
                {
                    Breaker = breaker with { LiftedBy = asking.Actor, LiftedAt = asking.Now },
                },
                told
            ),
            $"Unhealthy nodes of group {group.Path} are replaced again, within the repair budget. The breaker is armed anew when few enough "
                + "of them are unhealthy."
        );
    }
}
