namespace Kadende.Sdk.Health;

/// <summary>
/// Judges one machine once. One object serves every check of its type, from many threads at once, and keeps nothing between calls:
/// thresholds, grace and combination are the caller's.
/// </summary>
public interface IHealthCheck
{
    /// <summary>What this plugin is called and which fields it takes. The same object on every call.</summary>
    HealthCheckDescription Description { get; }

    /// <summary>Asks the machine. Must answer within <see cref="HealthProbe.Timeout"/>, and may be called again at any time.</summary>
    /// <returns>
    /// <see cref="HealthReading.Unknown"/> when the fault may be ours; a machine that does not answer in time is
    /// <see cref="HealthReading.Unhealthy"/>.
    /// </returns>
    Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken);
}
