using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Health;

namespace Kadende.Runtime.Passes;

/// <summary>Calls health checks: each call has a time limit, and whatever a check throws says nothing about the machine.</summary>
public sealed class HealthCheckCalls(IPluginCatalog catalog, PluginHealth health, TimeProvider time)
{
    /// <summary>What a check may take beyond its time before it is given up as broken.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <param name="probe">What the check is asked; asked for within the limit, as it may rest on foreign code too.</param>
    internal async Task<HealthReading> CallAsync(
        HealthCheckSpec check,
        Func<HealthProbe> probe,
        CancellationToken cancellationToken
    )
    {
        if (catalog.FindHealthCheck(check.Type) is not { } plugin)
        {
            return new HealthReading.Unknown($"There is no health check '{check.Type}'.");
        }

        // The check keeps its own time limit; this one only ends a plugin that does not.
        using var limit = new CancellationTokenSource(check.Timeout + Slack, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var reading = await plugin.CheckAsync(probe(), both.Token).WaitAsync(both.Token);
            health.Answered(PluginKey.Of(plugin));
            return reading;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            health.Failed(PluginKey.Of(plugin), exception.Message);
            return new HealthReading.Unknown($"Health check '{check.Type}' failed: {exception.Message}");
        }
    }
}
