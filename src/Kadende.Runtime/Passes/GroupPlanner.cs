using System.Globalization;
using Kadende.Core.Planning;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Telemetry;

namespace Kadende.Runtime.Passes;

/// <summary>Has a look at a group decided, within what its team may begin in an hour.</summary>
public sealed class GroupPlanner(CreateBudgets budgets, TimeProvider time)
{
    internal async Task<GroupPlan> PlanAsync(GroupLook look, CancellationToken cancellationToken)
    {
        var plan = Plan(look.View);
        if (plan.Begun == 0)
        {
            return plan;
        }

        var team = look.Round.Cluster.Team;
        var granted = await budgets.TakeAsync(team, plan.Begun, cancellationToken);
        return granted.Count >= plan.Begun ? plan : Plan(Within(look.View, team, granted));
    }

    private GroupPlan Plan(GroupView view)
    {
        using var activity = PassMetrics.Source.StartActivity("plan");
        var started = time.GetTimestamp();
        var plan = Planner.Plan(view);
        PassMetrics.PlanDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        return plan;
    }

    private static GroupView Within(GroupView view, string team, CreateBudgets.Grant granted) =>
        view with
        {
            Limits = view.Limits with
            {
                MaxBegun = granted.Count,
                BegunNote = string.Create(
                    CultureInfo.InvariantCulture,
                    $"The quota 'createsPerHour' of team '{team}' is {granted.PerHour}, and that many machines were begun. The others follow as the hour goes on; an administrator can set a larger quota."
                ),
            },
        };
}
