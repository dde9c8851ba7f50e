using Kadende.Runtime.Passes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Passes;

/// <summary>
/// Starts orchestrations, one at a time for each cluster. A launch that fails is logged and left: the cluster stays due, so that the next
/// tick of the timer makes up for it, and one cluster never keeps the others waiting.
/// </summary>
public sealed partial class PassLauncher(
    TimeProvider time,
    IOptions<PassLaunchOptions> options,
    ILogger<PassLauncher> logger
)
{
    /// <summary>Starts a pass over the cluster, unless one is running.</summary>
    /// <returns>The id of the pass that is running and that this call has not started; null when there is none.</returns>
    public async Task<string?> LaunchAsync(
        DurableTaskClient client,
        PassRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var stuck = new List<OrchestrationMetadata>();
            foreach (var id in ReconcileOrchestrator.InstanceIdsOf(request.ClusterId))
            {
                var pass = await RunningAsync(client, id, cancellationToken);
                if (pass is not null && !IsStuck(pass))
                {
                    return id;
                }

                if (pass is null)
                {
                    await EndAsync(client, stuck, request.ClusterId, cancellationToken);
                    return await StartAsync(client, id, request, cancellationToken) ? null : id;
                }

                stuck.Add(pass);
            }

            await EndAsync(client, stuck, request.ClusterId, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotStarted(request.ClusterId, failure);
            return null;
        }
    }

    /// <summary>Starts a pass over the cluster, or tells the running one to look at once.</summary>
    public async Task HurryAsync(DurableTaskClient client, PassRequest request, CancellationToken cancellationToken)
    {
        if (await LaunchAsync(client, request, cancellationToken) is not { } id)
        {
            return;
        }

        try
        {
            await client.RaiseEventAsync(id, ReconcileOrchestrator.LookEvent, true, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotHurried(request.ClusterId, failure);
        }
    }

    /// <summary>The pass of this id, unless it is over.</summary>
    private static async Task<OrchestrationMetadata?> RunningAsync(
        DurableTaskClient client,
        string id,
        CancellationToken cancellationToken
    )
    {
        var pass = await client.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken);
        return
            pass?.RuntimeStatus
                is OrchestrationRuntimeStatus.Running
                    or OrchestrationRuntimeStatus.Pending
                    or OrchestrationRuntimeStatus.Suspended
            ? pass
            : null;
    }

    /// <summary>Whether Durable has lost the pass, which happens. One that a person has suspended is left alone.</summary>
    private bool IsStuck(OrchestrationMetadata pass) =>
        pass.RuntimeStatus != OrchestrationRuntimeStatus.Suspended
        && pass.LastUpdatedAt < time.GetUtcNow() - options.Value.StuckAfter;

    /// <returns>False when somebody else has just started it.</returns>
    private static async Task<bool> StartAsync(
        DurableTaskClient client,
        string id,
        PassRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var start = new StartOrchestrationOptions(id);
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReconcileOrchestrator.Name,
                request,
                start,
                cancellationToken
            );
            return true;
        }
        catch (Exception failure) when (IsAlreadyRunning(failure))
        {
            return false;
        }
    }

    /// <summary>
    /// Asks for the end of stuck passes. They may not heed it, and only what has ended can be purged: nothing is waited for here, and the
    /// cluster goes on under the next id.
    /// </summary>
    private async Task EndAsync(
        DurableTaskClient client,
        IReadOnlyList<OrchestrationMetadata> stuck,
        string cluster,
        CancellationToken cancellationToken
    )
    {
        foreach (var pass in stuck)
        {
            LogStuck(pass.InstanceId, cluster, pass.RuntimeStatus, pass.LastUpdatedAt);
            await client.TerminateInstanceAsync(pass.InstanceId, "It made no step for too long.", cancellationToken);
        }
    }

    /// <summary>Known by its name only: the host's exception is not in any package that the app refers to.</summary>
    private static bool IsAlreadyRunning(Exception failure) =>
        failure.GetType().Name == "OrchestrationAlreadyExistsException"
        || (failure.InnerException is { } inner && IsAlreadyRunning(inner));

    [LoggerMessage(7001, LogLevel.Warning, "No pass over cluster {Cluster} could be started; the timer tries again")]
    private partial void LogNotStarted(string cluster, Exception failure);

    [LoggerMessage(7002, LogLevel.Warning, "The running pass over cluster {Cluster} could not be told to look at once")]
    private partial void LogNotHurried(string cluster, Exception failure);

    [LoggerMessage(
        7003,
        LogLevel.Warning,
        "Pass {Pass} over cluster {Cluster} is {Status} without a step since {LastStep}, and is ended; another takes its place"
    )]
    private partial void LogStuck(
        string pass,
        string cluster,
        OrchestrationRuntimeStatus status,
        DateTimeOffset lastStep
    );
}
