using Kadende.Core.Clusters;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Requests;

/// <summary>Puts what is wanted and what the last passes saw together into what a user sees.</summary>
public sealed class ClusterSight(TimeProvider time)
{
    /// <summary>The condition of a cluster whose stored spec has faults by today's rules.</summary>
    public const string SpecFaulty = "SpecFaulty";

    /// <param name="statuses">What the last passes stored, in any order.</param>
    /// <param name="withSpec">The text of the spec is part of the answer.</param>
    public ClusterView Of(Cluster cluster, IReadOnlyList<GroupStatus> statuses, bool withSpec)
    {
        var (version, specs, faults) = SpecReader.Read(cluster.Source) switch
        {
            SpecResult.Good good => (good.Spec.Version, good.Spec.Groups, []),
            SpecResult.Faulty faulty => ("", faulty.SoundGroups, faulty.Faults),
            _ => throw new InvalidOperationException("A spec is good or faulty."),
        };
        var groups = GroupsOf(cluster, specs, statuses, time.GetUtcNow());
        return new ClusterView
        {
            Id = cluster.Id,
            Name = cluster.Name,
            Team = cluster.Team,
            Version = version,
            Generation = cluster.Generation,
            Hold = cluster.Hold,
            State = StateOf(cluster, groups, faults.Count > 0),
            Conditions = [.. FaultConditions(cluster, faults), .. groups.SelectMany(ConditionsOf)],
            Groups = groups,
            CreatedAt = cluster.CreatedAt,
            ChangedAt = cluster.ChangedAt,
            Spec = withSpec ? cluster.Source.Text : null,
        };
    }

    private static List<GroupView> GroupsOf(
        Cluster cluster,
        IReadOnlyList<GroupSpec> specs,
        IReadOnlyList<GroupStatus> statuses,
        DateTimeOffset now
    )
    {
        var seen = statuses.ToDictionary(status => status.Path);
        var wanted = specs.Select(spec => spec.Path).ToHashSet();
        return
        [
            .. specs.Select(spec => Wanted(cluster, spec, seen.GetValueOrDefault(spec.Path), now)),
            .. statuses
                .Where(status => !wanted.Contains(status.Path))
                .OrderBy(status => status.Path)
                .Select(status => Leaving(cluster, status)),
        ];
    }

    private static GroupView Wanted(Cluster cluster, GroupSpec spec, GroupStatus? status, DateTimeOffset now)
    {
        // What an older generation reached says nothing about this one.
        var current = status is not null && status.Generation >= cluster.Generation;
        var state = current ? status!.State : ConvergenceState.Changing;
        var size = GroupSizes.At(spec, now);
        return new GroupView
        {
            Path = spec.Path.Value,
            State = cluster.DeletingSince is null ? state : ConvergenceState.Deleting,
            Wanted = cluster.DeletingSince is null ? size.Size : 0,
            Present = status?.Present ?? 0,
            Healthy = status?.Healthy ?? 0,
            Changing = status?.Changing ?? 0,
            Conditions = ViewsOf(status),
            Schedule = GroupScheduleView.Of(spec, size),
            Hold = cluster.HoldOf(spec.Path),
            Breaker = status?.Breaker,
        };
    }

    private static GroupView Leaving(Cluster cluster, GroupStatus status) =>
        new()
        {
            Path = status.Path.Value,
            State = ConvergenceState.Deleting,
            Wanted = 0,
            Present = status.Present,
            Healthy = status.Healthy,
            Changing = status.Changing,
            Conditions = ViewsOf(status),
            Hold = cluster.HoldOf(status.Path),
            Breaker = status.Breaker,
        };

    private static ConvergenceState StateOf(Cluster cluster, List<GroupView> groups, bool faulty)
    {
        if (cluster.DeletingSince is not null)
        {
            return ConvergenceState.Deleting;
        }

        if (faulty || groups.Exists(group => group.State == ConvergenceState.Degraded))
        {
            return ConvergenceState.Degraded;
        }

        return groups.TrueForAll(group => group.State == ConvergenceState.Converged)
            ? ConvergenceState.Converged
            : ConvergenceState.Changing;
    }

    private static IEnumerable<ConditionView> FaultConditions(Cluster cluster, IReadOnlyList<Fault> faults) =>
        faults
            .Take(1)
            .Select(fault => new ConditionView(
                SpecFaulty,
                cluster.ChangedAt,
                $"The stored spec has {faults.Count} faults by the rules of this version; the first is in line {fault.Line}: "
                    + $"{fault.Message} Put a corrected spec."
            ));

    private static IEnumerable<ConditionView> ConditionsOf(GroupView group) =>
        group.Conditions.Select(condition => condition with { Message = $"{group.Path}: {condition.Message}" });

    private static IReadOnlyList<ConditionView> ViewsOf(GroupStatus? status) =>
        status is null ? [] : [.. status.Conditions.Select(ConditionView.Of)];
}
