using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Health;

namespace Kadende.Runtime.Passes;

/// <summary>Calls health checks: each call has a time limit, and whatever a check throws says nothing about the machine.</summary>
public sealed class HealthCheckCalls(IPluginCatalog catalog, PluginHealth health, TimeProvider time)
{
    /// <summary>What a check may take beyond its time before it is given up as broken: to knock at a machine whose command hangs, say.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <summary>How long a machine may take besides to let a command in; not longer than the check itself.</summary>
    private static readonly TimeSpan LongestLogin = TimeSpan.FromSeconds(10);

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
        using var limit = new CancellationTokenSource(LimitOf(check), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var reading = await plugin.CheckAsync(probe(), both.Token).WaitAsync(both.Token);
            health.Answered(PluginKey.Of(plugin));
            return reading;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var why = limit.IsCancellationRequested
                ? $"no answer within {LimitOf(check).TotalSeconds:0.#}s"
                : exception.Message;
            health.Failed(PluginKey.Of(plugin), why);
            return new HealthReading.Unknown($"Health check '{check.Type}' failed: {why}");
        }
    }

    private static TimeSpan LimitOf(HealthCheckSpec check) =>
        check.Timeout + (check.Timeout < LongestLogin ? check.Timeout : LongestLogin) + Slack;
}
