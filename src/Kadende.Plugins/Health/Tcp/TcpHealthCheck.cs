using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Health.Tcp;

/// <summary>A machine is well when it accepts a connection.</summary>
public sealed class TcpHealthCheck(ProbeTargets targets, TimeProvider time) : IHealthCheck
{
    public HealthCheckDescription Description { get; } =
        new(
            "tcp",
            "Healthy when the port accepts a connection.",
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": { "port": { "type": "integer", "minimum": 1, "maximum": 65535 } }
            }
            """
        );

    public async Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        if (ProbeEndpoint.Find(probe.Instance, probe.Check, out var reason) is not { } endpoint)
        {
            return new HealthReading.Unknown(reason);
        }

        return await ProbeAnswer.WithinAsync(
            probe,
            endpoint,
            time,
            async limited =>
            {
                using var socket = await targets.ConnectAsync(endpoint.Host, endpoint.Port, limited);
                return new HealthReading.Healthy();
            },
            cancellationToken
        );
    }
}
