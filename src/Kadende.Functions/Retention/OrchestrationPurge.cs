using Kadende.Runtime.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Retention;

/// <summary>Removes the histories of passes that are long over: those of clusters that are gone, as every other is replaced by the next.</summary>
public sealed class OrchestrationPurge(TimeProvider time, IOptions<RetentionOptions> options)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    [Function("Purge")]
    public Task RunAsync(
        [TimerTrigger("0 5 * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        // The host wants a beginning too.
        var filter = new PurgeInstancesFilter(
            DateTimeOffset.UnixEpoch,
            time.GetUtcNow() - options.Value.Orchestrations,
            Finished
        );
        return client.PurgeAllInstancesAsync(filter, cancellationToken);
    }
}
