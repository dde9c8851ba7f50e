using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Kadende.Functions.Tests.Passes;

/// <summary>A Durable client that keeps what it is asked for, and can be told to fail.</summary>
internal sealed class RecordingDurableClient() : DurableTaskClient("recording")
{
    /// <summary>What is known of instances, by id.</summary>
    public ConcurrentDictionary<string, OrchestrationRuntimeStatus> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>When instances made their last step; those that are not here, just now.</summary>
    public Dictionary<string, DateTimeOffset> LastSteps { get; } = [];

    /// <summary>Instances whose start fails, and how.</summary>
    public Dictionary<string, Exception> StartFailures { get; } = [];

    public Exception? RaiseFailure { get; set; }

    /// <summary>Orchestration, id and input of each that was started.</summary>
    public ConcurrentQueue<(string Orchestration, string Id, string Input)> Started { get; } = [];

    public ConcurrentQueue<(string Id, string Event)> Raised { get; } = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var id = options?.InstanceId ?? throw new InvalidOperationException("Started without an id.");
        if (StartFailures.TryGetValue(id, out var failure))
        {
            return Task.FromException<string>(failure);
        }

        Started.Enqueue((orchestratorName.Name, id, JsonSerializer.Serialize(input)));
        Instances[id] = OrchestrationRuntimeStatus.Pending;
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        Raised.Enqueue((instanceId, eventName));
        return RaiseFailure is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) =>
        Task.FromResult(
            Instances.TryGetValue(instanceId, out var status)
                ? new OrchestrationMetadata("Reconcile", instanceId)
                {
                    RuntimeStatus = status,
                    LastUpdatedAt = LastSteps.GetValueOrDefault(instanceId, DateTimeOffset.MaxValue),
                }
                : null
        );

    /// <summary>Instances whose end was asked for. They do not heed it.</summary>
    public ConcurrentQueue<string> Ended { get; } = [];

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        Ended.Enqueue(instanceId);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException();

    /// <summary>Of which finished instances the traces were to be removed.</summary>
    public ConcurrentQueue<PurgeInstancesFilter> Purged { get; } = [];

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        Purged.Enqueue(filter);
        return Task.FromResult(new PurgeResult(1));
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
