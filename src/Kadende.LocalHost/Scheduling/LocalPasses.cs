using Kadende.Runtime.Passes;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost.Scheduling;

/// <summary>Runs passes in this process.</summary>
internal sealed class LocalPasses(PassSteps steps, LongLooks looks, IOptions<LocalOptions> options, TimeProvider time)
{
    public async Task<DateTimeOffset?> RunAsync(PassRequest request, CancellationToken cancellationToken)
    {
        // A bound for each cluster of its own: a slow one holds up nobody else.
        using var groups = new SemaphoreSlim(options.Value.MaxGroups);
        return await ClusterPass.RunAsync(request, new LocalPassPort(steps, looks, groups, time, cancellationToken));
    }
}
