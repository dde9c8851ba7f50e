using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Planning;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Runtime.Telemetry;

namespace Kadende.Runtime.Passes;

/// <summary>One look at one group: read, decide, write what was decided, act, record what came of it.</summary>
public sealed class GroupReconciler(
    GroupReader reader,
    GroupPlanner planner,
    GroupWriter writer,
    ActRunner acts,
    TimeProvider time
)
{
    public async Task<GroupOutcome> ReconcileAsync(Round round, GroupPath path, CancellationToken cancellationToken)
    {
        using var activity = PassMetrics.Source.StartActivity("look");
        activity?.SetTag("cluster", round.Cluster.Id).SetTag("group", path.Value);
        var started = time.GetTimestamp();
        var look = await reader.ReadAsync(round, path, cancellationToken);
        var plan = await planner.PlanAsync(look, cancellationToken);
        var (status, worked) = await CarryOutAsync(look, plan, cancellationToken);
        var gone =
            !look.LostRace
            && StatusReport.IsGone(look.View, status)
            && await writer.ForgetAsync(look, cancellationToken);
        Measure(look, gone, started);
        return Outcome(look, status, worked, gone, plan.WaitsUntil);
    }

    private async Task<(GroupStatus Status, bool Worked)> CarryOutAsync(
        GroupLook look,
        GroupPlan plan,
        CancellationToken cancellationToken
    )
    {
        var status = StatusReport.Of(look.View, plan.Slots, plan, []);
        // What rests on the group as a whole is written with its row, so that of two passes at once only one can be right about it.
        var fenced = plan.Changes.Any(change => change.RestsOnGroup);
        var lost = await writer.WriteAsync(
            look,
            fenced ? status : Changed(look, status),
            [.. Resized(look), .. plan.GroupEvents],
            plan.Changes,
            cancellationToken
        );

        // What lost its race is the other pass's to carry out, and what tells of unknown machines stands on the group's row.
        var lostGroup = look.Status is null || !StatusReport.IsSame(look.Status.Value, status);
        var mine = plan
            .Acts.Where(act => SlotOf(act) is { } slot ? !lost.Contains(slot) : act is Act.Label || !lostGroup)
            .ToList();
        if (mine.Count == 0)
        {
            return (status, false);
        }

        var results = await acts.RunAsync(look, mine, cancellationToken);
        var after = StatusReport.Of(
            look.View,
            [.. look.Slots.Values.Select(slot => slot.Value)],
            plan,
            [.. results.Conditions(look.View.Now)]
        );
        await writer.WriteAsync(look, Changed(look, after), [], [], CancellationToken.None);
        return (after, results.IsMoreToDo);
    }

    /// <summary>What tells that time changed the size; it stands on the status, which has the size of the last look.</summary>
    private static IEnumerable<ClusterEvent> Resized(GroupLook look) =>
        look is { View.Wanted: { } wanted, Size: { } size }
        && SizeEvents.Of(wanted, size, look.Status?.Value, look.View.Generation) is { } told
            ? [told]
            : [];

    private static string? SlotOf(Act act) =>
        act switch
        {
            Act.Create create => create.SlotKey,
            Act.Destroy destroy => destroy.SlotKey,
            Act.Adopt adopt => adopt.SlotKey,
            Act.Provision provision => provision.SlotKey,
            Act.Drain drain => drain.SlotKey,
            Act.Label => null,
            _ => throw new InvalidOperationException("An act of a kind that does not exist."),
        };

    private static GroupStatus? Changed(GroupLook look, GroupStatus status) =>
        StatusReport.IsSame(look.Status?.Value, status) ? null : status;

    private void Measure(GroupLook look, bool gone, long started)
    {
        PassMetrics.LookDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        if (gone)
        {
            PassMetrics.Nodes.Forget(look.ClusterId, look.View.Path);
        }
        else
        {
            PassMetrics.Nodes.Set(look.ClusterId, look.View.Path, [.. look.Slots.Values.Select(slot => slot.Value)]);
        }
    }

    private static GroupOutcome Outcome(
        GroupLook look,
        GroupStatus status,
        bool worked,
        bool gone,
        DateTimeOffset? waitsUntil
    ) =>
        new(
            look.View.Path,
            look.View.Generation,
            worked && status.State != ConvergenceState.Converged,
            Earlier(Rhythm.NextLook(look.View, status, waitsUntil), look.Size?.Next?.At),
            gone,
            [
                .. look
                    .Slots.Values.SelectMany(slot => slot.Value.Nodes)
                    .Select(node => node.Generation)
                    .Concat(status.Sources)
                    .Distinct()
                    .Order(),
            ]
        );

    private static DateTimeOffset Earlier(DateTimeOffset look, DateTimeOffset? sizeChanges) =>
        sizeChanges < look ? sizeChanges.Value : look;
}
