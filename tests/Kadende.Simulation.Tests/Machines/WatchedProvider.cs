using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>The simulated provider in a process that may die before a call, within it, and before it hears the answer.</summary>
internal sealed class WatchedProvider(IProvider real, ICallObserver observer, bool placesOverlap) : IProvider
{
    public ProviderDescription Description => real.Description;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => real.ValidateAsync(properties, cancellationToken);

    public string ScopeOf(JsonElement properties) =>
        placesOverlap
            ? $"{real.ScopeOf(properties)}|{properties.GetProperty("zone").GetString()}"
            : real.ScopeOf(properties);

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        observer.Creating(requests);
        var answer = real.CreateAsync(requests, cancellationToken);
        observer.Created(requests);
        var results = await answer;
        await Task.Yield();
        return results;
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var page = await real.DescribeAsync(request, cancellationToken);
        await Task.Yield();
        return page;
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        observer.Destroying(requests);
        var results = await real.DestroyAsync(requests, cancellationToken);
        await Task.Yield();
        return results;
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        observer.Labelling(request);
        await real.LabelAsync(request, cancellationToken);
        await Task.Yield();
    }
}
