using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>
/// A node that is removed for the sake of the next counts as that one's beginning. What was begun flows off as the hour goes on; what has not flown off never exceeds what an hour
/// allows.
/// </summary>
internal sealed class BeginningsAreBounded : Invariant
{
    /// <summary>So much later than the quota was asked may what it allowed be written.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(5);

    private static readonly string[] Replaced =
    [
        nameof(ReplaceReason.Unhealthy),
        nameof(ReplaceReason.Dead),
        nameof(ReplaceReason.Outdated),
        nameof(ReplaceReason.Asked),
    ];

    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>Slots whose next node has been counted.</summary>
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private double _level;
    private DateTimeOffset _at;

    public override string Promise => "A team never begins more machines than its quota allows";

    public override void Committed(World world, CommitSeen seen)
    {
        var begun = seen.Commit.Slots.Sum(step => Begun(seen, step));
        if (begun == 0 || world.User.CreatesPerHour is not { } perHour)
        {
            return;
        }

        var now = world.Time.Now;
        _level = Math.Max(0, _level - (perHour * (now - _at).TotalHours)) + begun;
        _at = now;
        if (_level > perHour * (1 + LongestWrite.TotalHours))
        {
            Break(world, $"{begun} more were begun; {perHour} an hour are the most.");
        }
    }

    private int Begun(CommitSeen seen, SlotStep step)
    {
        var key = $"{seen.Commit.ClusterId}/{step.Either.Group}/{step.Either.Key}";
        if (step.After is not { } after)
        {
            _counted.Remove(key);
            return 0;
        }

        var created = after
            .Nodes.Where(node => node is { State: NodeState.Creating, AdoptId: null } && _begun.Add(node.Id))
            .ToList();
        if (created.Count > 0)
        {
            return _counted.Remove(key) ? created.Count - 1 : created.Count;
        }

        return IsEmptiedForAnother(seen, after) && _counted.Add(key) ? 1 : 0;
    }

    private static bool IsEmptiedForAnother(CommitSeen seen, Slot after) =>
        after.LiveCount() == 0
        && seen.Doomed.Concat(seen.Told(EventKind.NodeGone))
            .Any(told => Replaced.Contains(told.Reason) && IsOf(seen, after, told));

    private static bool IsOf(CommitSeen seen, Slot after, ClusterEvent told) =>
        after.Nodes.Any(node => node.Id == told.Node)
        || seen.Before.FirstOrDefault(slot => slot.Key == after.Key)?.Nodes.Any(node => node.Id == told.Node) is true;
}
