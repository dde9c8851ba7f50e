using System.Collections.Concurrent;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Machines;
using Kadende.Runtime.Heartbeats;
using Kadende.Sdk.Health;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>Asks the health checks of a group about its machines that are up: many machines at once within a bound, and all checks of one.</summary>
public sealed class HealthProber(
    HealthCheckCalls calls,
    MachineShells shells,
    HeartbeatReader heartbeats,
    IOptions<PassOptions> options,
    TimeProvider time
)
{
    /// <returns>What the checks said, by node id; who was not asked is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, HealthAnswer>> LookAsync(
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
        var answers = new ConcurrentDictionary<string, HealthAnswer>(StringComparer.Ordinal);
        if (question.Wanted is { Health: { Checks.Count: > 0 } health })
        {
            var now = time.GetUtcNow();
            await SideBySide.ForEachAsync(
                SideBySide.Turned(question.Targets(now), now),
                options.Value.ProbeParallelism,
                async (target, token) =>
                    answers[target.Node.Id] = new HealthAnswer(
                        await LookAsync(question, health, target, beats, token),
                        time.GetTimestamp()
                    ),
                cancellationToken
            );
        }

        return answers;
    }

    private async Task<HealthLook> LookAsync(
        HealthQuestion question,
        HealthSpec health,
        HealthTarget target,
        IReadOnlyDictionary<string, Heartbeat> beats,
        CancellationToken cancellationToken
    )
    {
        var beat = beats.GetValueOrDefault(target.Node.Id);
        var readings = await Task.WhenAll(
            health.Checks.Select(check =>
                calls.CallAsync(check, () => ProbeOf(question, check, target, beat), cancellationToken)
            )
        );
        return HealthCombination.Combine(
            health.Combine,
            [.. health.Checks.Zip(readings, (check, reading) => (check.Type, reading))]
        );
    }

    private HealthProbe ProbeOf(HealthQuestion question, HealthCheckSpec check, HealthTarget target, Heartbeat? beat) =>
        new(target.Instance, check.Properties, check.Timeout)
        {
            Shell = target.Source.Provider is { } provider
                ? shells.Find(provider, target.Instance, target.Source.Spec.Properties, question.Caller)
                : null,
            LastHeartbeat = beat?.At,
            HeartbeatProblem = beat?.Problem,
            HeartbeatsSince = heartbeats.SinceFor(check),
            Now = time.GetUtcNow(),
        };
}
