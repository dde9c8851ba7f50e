using Kadende.Sdk.Health;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>A product that takes what nobody knows for bad.</summary>
internal sealed class CheckMutant(IHealthCheck real) : IHealthCheck
{
    public HealthCheckDescription Description => real.Description;

    public async Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken) =>
        await real.CheckAsync(probe, cancellationToken) switch
        {
            HealthReading.Unknown unknown => new HealthReading.Unhealthy(unknown.Reason),
            var known => known,
        };
}
