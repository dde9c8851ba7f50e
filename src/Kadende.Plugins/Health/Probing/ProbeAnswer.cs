using System.Net.Sockets;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Health.Probing;

/// <summary>What it says of a machine that a connection to it failed.</summary>
internal static class ProbeAnswer
{
    /// <summary>Asks within the time of the probe, and turns what goes wrong on the way into an answer.</summary>
    public static async Task<HealthReading> WithinAsync(
        HealthProbe probe,
        ProbeEndpoint endpoint,
        TimeProvider time,
        Func<CancellationToken, Task<HealthReading>> ask,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(probe.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthReading.Unhealthy(
                $"no answer from {endpoint} within {PlainDuration.InWords(probe.Timeout)}"
            );
        }
        catch (ProbeForbiddenException failure)
        {
            return new HealthReading.Unknown(failure.Message);
        }
        catch (SocketException failure)
        {
            return Of(failure, endpoint);
        }
    }

    public static HealthReading Of(SocketException failure, ProbeEndpoint endpoint) =>
        failure.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => new HealthReading.Unhealthy($"connection refused by {endpoint}"),
            SocketError.HostUnreachable => new HealthReading.Unhealthy($"{endpoint} cannot be reached"),
            SocketError.TimedOut => new HealthReading.Unhealthy($"no answer from {endpoint}"),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
                new HealthReading.Unhealthy($"{endpoint} closed the connection"),
            // Names that cannot be looked up, networks that are down, sockets that have run out: that may well be on our side.
            _ => new HealthReading.Unknown($"{endpoint} cannot be asked: {failure.Message}"),
        };
}
