using Kadende.Sdk.Health;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>The health check <c>programmed</c>: asks the program what the machine answers.</summary>
internal sealed class ProgrammedHealthCheck(HealthProgram program) : IHealthCheck
{
    public HealthCheckDescription Description { get; } =
        new("programmed", "Answers what the simulation has programmed.", """{ "type": "object" }""");

    public async Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return program.Read(probe.Instance.Id);
    }
}
