using System.Text.Json;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Simulated;

/// <summary>Machines of a cloud that is only played, in the memory of this process, with all the faults that a real one may have.</summary>
public sealed class SimulatedProvider(SimulatedClouds clouds, IOptions<SimulatedOptions> options, TimeProvider time)
    : IProvider,
        IMachineExec,
        IConsoleOutput
{
    public ProviderDescription Description { get; } =
        new(
            "simulated",
            "1.0.0",
            "Plays a cloud in memory; its machines end with the host.",
            SimulatedProperties.Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = options.Value.IdempotentCreate,
                ListDelay = options.Value.ListDelay,
                CreateBatch = options.Value.CreateBatch,
                DestroyBatch = options.Value.DestroyBatch,
                Parallelism = options.Value.Parallelism,
                CallTimeout = options.Value.CallTimeout,
                LabelsInPlace = options.Value.LabelsInPlace,
            }
        );

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<PropertyFault>>([]);
    }

    public string ScopeOf(JsonElement properties) => SimulatedProperties.Parse(properties).Cloud;

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var properties = SimulatedProperties.Parse(requests[0].Properties);
        return AnswerAsync(properties, (cloud, _) => cloud.Create(requests, properties), cancellationToken);
    }

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            SimulatedProperties.Parse(request.Properties),
            (cloud, faults) => cloud.Describe(request, faults),
            cancellationToken
        );

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync<IReadOnlyList<DestroyResult>>(
            SimulatedProperties.Parse(requests[0].Properties),
            (cloud, faults) =>
            {
                cloud.Destroy([.. requests.Select(request => request.InstanceId)], faults);
                return [.. requests.Select(_ => new DestroyResult.Accepted())];
            },
            cancellationToken
        );

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            SimulatedProperties.Parse(request.Properties),
            (cloud, faults) =>
            {
                cloud.Label(request.InstanceId, request.Labels, faults);
                return true;
            },
            cancellationToken
        );

    public async Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(request.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await AnswerAsync(
                SimulatedProperties.Parse(request.Properties),
                (cloud, faults) => cloud.Exec(request.InstanceId, request.Script, faults),
                both.Token
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException(
                $"The script did not end within {request.Timeout.TotalSeconds:0.###} s."
            );
        }
    }

    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            SimulatedProperties.Parse(properties),
            (cloud, faults) => cloud.Console(instanceId, faults),
            cancellationToken
        );

    /// <summary>The cloud acts first and answers later, so that a caller who does not wait has an outcome it does not know.</summary>
    private async Task<T> AnswerAsync<T>(
        SimulatedProperties properties,
        Func<SimulatedCloud, SimulatedFaults, T> act,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cloud = clouds[properties.Cloud];
        var faults = properties.Over(cloud.Faults);
        var answer = act(cloud, faults);
        if (faults.Latency > TimeSpan.Zero)
        {
            await Task.Delay(faults.Latency, time, cancellationToken);
        }

        return answer;
    }
}
