using System.Globalization;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Health.Heartbeat;

/// <summary>A machine is well as long as it says so often enough. One that never did is not well: the grace gives it time to begin.</summary>
public sealed class HeartbeatHealthCheck : IHealthCheck
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    public HealthCheckDescription Description { get; } =
        new(
            "heartbeat",
            "Healthy as long as the machine, or a tool for it, posts a heartbeat often enough.",
            $$"""
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "within": {
                  "description": "a duration such as 90s, 10m or 2h",
                  "type": "string",
                  "pattern": "{{PlainDuration.Pattern}}",
                  "default": "60s"
                }
              }
            }
            """
        )
        {
            ReadsHeartbeats = true,
        };

    public Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken) =>
        Task.FromResult(Judge(probe));

    private static HealthReading Judge(HealthProbe probe)
    {
        var within = probe.Check.TryGetProperty("within", out var written)
            ? PlainDuration.Parse(written.GetString() ?? "")
            : Within;
        var silence = probe.Now - (probe.LastHeartbeat ?? DateTimeOffset.MinValue);
        return probe switch
        {
            // We may have been deaf for a part of that time.
            _ when silence > within && probe.Now - probe.HeartbeatsSince <= within => new HealthReading.Unknown(
                $"no heartbeat was heard within {PlainDuration.InWords(within)}, for a part of which none could be heard here"
            ),
            { LastHeartbeat: null } => new HealthReading.Unhealthy(
                $"no heartbeat yet, expected within {PlainDuration.InWords(within)}"
            ),
            _ when silence > within => new HealthReading.Unhealthy(
                $"last heartbeat {Age(silence)} ago, expected within {PlainDuration.InWords(within)}"
            ),
            { HeartbeatProblem: { } problem } => new HealthReading.Unhealthy($"its heartbeat says: {problem}"),
            _ => new HealthReading.Healthy(),
        };
    }

    /// <summary>In coarse steps: a reason that changes with every look would be written with every look.</summary>
    private static string Age(TimeSpan age) =>
        age switch
        {
            _ when age < TimeSpan.FromMinutes(5) => Steps(age, TimeSpan.FromSeconds(15), "s", 15),
            _ when age < TimeSpan.FromHours(1) => Steps(age, TimeSpan.FromMinutes(5), "m", 5),
            _ => Steps(age, TimeSpan.FromHours(1), "h", 1),
        };

    private static string Steps(TimeSpan age, TimeSpan step, string unit, int unitsInAStep) =>
        age < step
            ? PlainDuration.InWords(TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)))
            : string.Create(CultureInfo.InvariantCulture, $"{(int)(age / step) * unitsInAStep}{unit}");
}
