using Kadende.Core.Nodes;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>What was begun flows off as the hour goes on; what has not flown off never exceeds what an hour allows.</summary>
internal sealed class BeginningsAreBounded : Invariant
{
    /// <summary>So much later than the quota was asked may what it allowed be written.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private double _level;
    private DateTimeOffset _at;

    public override string Promise => "A team never begins more machines than its quota allows";

    public override void Committed(World world, CommitSeen seen)
    {
        var begun = seen
            .Commit.Slots.SelectMany(step => step.After?.Nodes ?? [])
            .Count(node => node.State == NodeState.Creating && _begun.Add(node.Id));
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
}
