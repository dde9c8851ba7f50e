using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Passes;

/// <summary>Starts a pass over every cluster that is due.</summary>
public sealed class PassTimer(
    IDueList due,
    PassLauncher launcher,
    TimeProvider time,
    IOptions<PassLaunchOptions> options
)
{
    [Function("Timer")]
    public async Task RunAsync(
        [TimerTrigger("*/15 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        var clusters = await due.ReadAsync(time.GetUtcNow(), cancellationToken);
        await Parallel.ForEachAsync(
            clusters,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Value.Parallel,
                CancellationToken = cancellationToken,
            },
            async (cluster, token) =>
                await launcher.LaunchAsync(client, new PassRequest(cluster.ClusterId, cluster), token)
        );
    }
}
