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

    /// <summary>One id for a cluster, so that Durable never runs two passes over it at once.</summary>
    public static string InstanceIdOf(string clusterId) => $"reconcile-{clusterId}";

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
