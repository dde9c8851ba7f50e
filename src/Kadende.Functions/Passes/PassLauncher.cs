using Kadende.Runtime.Passes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Kadende.Functions.Passes;

/// <summary>
/// Starts orchestrations, at most one for each cluster. A launch that fails is logged and left: the cluster stays due, so that the next
/// tick of the timer makes up for it, and one cluster never keeps the others waiting.
/// </summary>
public sealed partial class PassLauncher(ILogger<PassLauncher> logger)
{
    /// <summary>Starts a pass over the cluster, unless one is running.</summary>
    /// <returns>Whether a pass is running that this call has not started.</returns>
    public async Task<bool> LaunchAsync(
        DurableTaskClient client,
        PassRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var id = ReconcileOrchestrator.InstanceIdOf(request.ClusterId);
        try
        {
            if (await IsRunningAsync(client, id, cancellationToken))
            {
                return true;
            }

            var options = new StartOrchestrationOptions(id);
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReconcileOrchestrator.Name,
                request,
                options,
                cancellationToken
            );
            return false;
        }
        catch (Exception failure) when (IsAlreadyRunning(failure))
        {
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotStarted(request.ClusterId, failure);
            return false;
        }
    }

    /// <summary>Starts a pass over the cluster, or tells the running one to look at once.</summary>
    public async Task HurryAsync(DurableTaskClient client, PassRequest request, CancellationToken cancellationToken)
    {
        if (!await LaunchAsync(client, request, cancellationToken))
        {
            return;
        }

        var id = ReconcileOrchestrator.InstanceIdOf(request.ClusterId);
        try
        {
            await client.RaiseEventAsync(id, ReconcileOrchestrator.LookEvent, true, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotHurried(request.ClusterId, failure);
        }
    }

    private static async Task<bool> IsRunningAsync(
        DurableTaskClient client,
        string id,
        CancellationToken cancellationToken
    )
    {
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken);
        return instance?.RuntimeStatus
            is OrchestrationRuntimeStatus.Running
                or OrchestrationRuntimeStatus.Pending
                or OrchestrationRuntimeStatus.Suspended;
    }

    /// <summary>Known by its name only: the host's exception is not in any package that the app refers to.</summary>
    private static bool IsAlreadyRunning(Exception failure) =>
        failure.GetType().Name == "OrchestrationAlreadyExistsException"
        || (failure.InnerException is { } inner && IsAlreadyRunning(inner));

    [LoggerMessage(7001, LogLevel.Warning, "No pass over cluster {Cluster} could be started; the timer tries again")]
    private partial void LogNotStarted(string cluster, Exception failure);

    [LoggerMessage(7002, LogLevel.Warning, "The running pass over cluster {Cluster} could not be told to look at once")]
    private partial void LogNotHurried(string cluster, Exception failure);
}
