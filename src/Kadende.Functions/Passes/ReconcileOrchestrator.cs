using Kadende.Runtime.Passes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Kadende.Functions.Passes;

/// <summary>One pass over one cluster. Replayed, so it holds nothing but the pass over its port.</summary>
public static class ReconcileOrchestrator
{
    public const string Name = "Reconcile";

    /// <summary>The event that asks a running pass to look at its cluster at once.</summary>
    public const string LookEvent = "look";

    /// <summary>One id for a cluster, so that Durable runs one pass over it at a time.</summary>
    public static string InstanceIdOf(string clusterId) => $"reconcile-{clusterId}";

    /// <summary>The ids that the passes of a cluster may have; the second is for when the pass of the first is stuck.</summary>
    public static IReadOnlyList<string> InstanceIdsOf(string clusterId) =>
        [InstanceIdOf(clusterId), $"{InstanceIdOf(clusterId)}.spare"];

    /// <returns>When the cluster is due next; null when it is gone.</returns>
    [Function(Name)]
    public static Task<DateTimeOffset?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request =
            context.GetInput<PassRequest>()
            ?? throw new InvalidOperationException(
                $"Orchestration {context.InstanceId} was started without a request."
            );
        return ClusterPass.RunAsync(request, new DurablePassPort(context));
    }
}
