using System.Collections.Concurrent;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Passes;

/// <summary>Asks the health checks of a group about its machines that are up, many at once within a bound.</summary>
public sealed class HealthProber(IPluginCatalog catalog, IOptions<PassOptions> options, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        GroupSpec? wanted,
        IEnumerable<Slot> slots,
        IReadOnlyList<ObservedInstance> instances,
        CancellationToken cancellationToken
    )
    {
        var looks = new ConcurrentDictionary<string, HealthLook>(StringComparer.Ordinal);
        if (wanted is not { Health.Checks.Count: > 0 })
        {
            return looks;
        }

        var nodes = slots
            .SelectMany(slot => slot.Nodes)
            .Where(node => node.State != NodeState.Deleting)
            .Select(node => node.Id)
            .ToHashSet(StringComparer.Ordinal);
        var targets = instances
            .Where(seen => seen.Instance.State == InstanceState.Running)
            .Select(seen => (Node: seen.Instance.Labels.GetValueOrDefault(LabelNames.Node, ""), seen.Instance))
            .Where(target => nodes.Contains(target.Node));
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.ProbeParallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            targets,
            parallel,
            async (target, token) => looks[target.Node] = await LookAsync(wanted.Health, target.Instance, token)
        );
        return looks;
    }

    private async Task<HealthLook> LookAsync(HealthSpec health, Instance instance, CancellationToken cancellationToken)
    {
        var readings = new List<(string, HealthReading)>(health.Checks.Count);
        foreach (var check in health.Checks)
        {
            readings.Add((check.Type, await ReadAsync(check, instance, cancellationToken)));
        }

        return HealthCombination.Combine(health.Combine, readings);
    }

    private async Task<HealthReading> ReadAsync(
        HealthCheckSpec check,
        Instance instance,
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
            var probe = new HealthProbe(instance, check.Properties, check.Timeout);
            return await plugin.CheckAsync(probe, both.Token).WaitAsync(both.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault of the plugin says nothing about the machine.
            return new HealthReading.Unknown($"Health check '{check.Type}' failed: {exception.Message}");
        }
    }

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);
}
