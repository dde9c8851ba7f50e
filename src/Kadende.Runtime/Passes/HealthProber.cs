using System.Collections.Concurrent;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Machines;
using Kadende.Runtime.Heartbeats;
using Kadende.Sdk.Health;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>Asks the health checks of a group about its machines that are up: many machines at once within a bound, and all checks of one.</summary>
/// <remarks>
/// An answer is stale, and counts neither way, when it is no longer said of the node as it is decided about:
/// <list type="bullet">
/// <item>it is of another machine than the node's own, such as a double with the same label: that one is not asked;</item>
/// <item>the machine was replaced while it was asked: the look then loses the race for the node's slot, and its verdict with it;</item>
/// <item>it is older than the interval when all answers are there, because the group is large or slow to answer, but never within ten
/// seconds: so long may the look at a large group take, and were its first answers dropped each time, nobody would ever judge them. For
/// the same reason no two looks begin with the same machine.</item>
/// </list>
/// </remarks>
public sealed class HealthProber(
    HealthCheckCalls calls,
    MachineShells shells,
    HeartbeatReader heartbeats,
    IOptions<PassOptions> options,
    TimeProvider time
)
{
    private static readonly TimeSpan NeverStaleWithin = TimeSpan.FromSeconds(10);

    /// <returns>What the checks said, by node id; who was not asked, or whose answer is stale, is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        HealthQuestion question,
        CancellationToken cancellationToken
    )
    {
        var beats = await heartbeats.ReadAsync(
            question.ClusterId,
            question.Path,
            question.Wanted,
            question.Nodes,
            cancellationToken
        );
        if (question.Wanted is not { Health: { Checks.Count: > 0 } health })
        {
            return new Dictionary<string, HealthLook>(StringComparer.Ordinal);
        }

        var answers = new ConcurrentDictionary<string, (HealthLook Look, long At)>(StringComparer.Ordinal);
        await SideBySide.ForEachAsync(
            Turned(question.Targets(time.GetUtcNow())),
            options.Value.ProbeParallelism,
            async (target, token) =>
                answers[target.Node.Id] = (await LookAsync(health, target, beats, token), time.GetTimestamp()),
            cancellationToken
        );
        return answers
            .Where(answer => !IsStale(answer.Value.At, health))
            .ToDictionary(answer => answer.Key, answer => answer.Value.Look, StringComparer.Ordinal);
    }

    private bool IsStale(long answeredAt, HealthSpec health) =>
        time.GetElapsedTime(answeredAt) is var age && age > NeverStaleWithin && age > health.Interval;

    /// <summary>The same machines in the same order, beginning with another one each time.</summary>
    private IEnumerable<HealthTarget> Turned(IEnumerable<HealthTarget> targets)
    {
        var all = targets.ToList();
        var first = all.Count == 0 ? 0 : (int)(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond % all.Count);
        return all.Skip(first).Concat(all.Take(first));
    }

    private async Task<HealthLook> LookAsync(
        HealthSpec health,
        HealthTarget target,
        IReadOnlyDictionary<string, Heartbeat> beats,
        CancellationToken cancellationToken
    )
    {
        var beat = beats.GetValueOrDefault(target.Node.Id);
        var readings = await Task.WhenAll(
            health.Checks.Select(check => calls.CallAsync(check, () => ProbeOf(check, target, beat), cancellationToken))
        );
        return HealthCombination.Combine(
            health.Combine,
            [.. health.Checks.Zip(readings, (check, reading) => (check.Type, reading))]
        );
    }

    private HealthProbe ProbeOf(HealthCheckSpec check, HealthTarget target, Heartbeat? beat) =>
        new(target.Instance, check.Properties, check.Timeout)
        {
            Shell = target.Source.Provider is { } provider
                ? shells.Find(provider, target.Instance, target.Source.Spec.Properties)
                : null,
            LastHeartbeat = beat?.At,
            HeartbeatProblem = beat?.Problem,
            Now = time.GetUtcNow(),
        };
}
