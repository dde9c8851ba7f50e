using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>A provider whose calls the product gets wrong.</summary>
internal sealed class ProviderMutant(IProvider real) : IProvider
{
    /// <summary>What is asked for instead of what should be.</summary>
    public Func<CreateRequest, CreateRequest> Asked { get; init; } = request => request;

    /// <summary>The machine that is removed besides what should be; the argument is what was listed last.</summary>
    public Func<IReadOnlyList<Instance>, string?> RemovedBesides { get; init; } = _ => null;

    private IReadOnlyList<Instance> _listed = [];

    public ProviderDescription Description => real.Description;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => real.ValidateAsync(properties, cancellationToken);

    public string ScopeOf(JsonElement properties) => real.ScopeOf(properties);

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => real.CreateAsync([.. requests.Select(Asked)], cancellationToken);

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        var page = await real.DescribeAsync(request, cancellationToken);
        _listed = page.Instances;
        return page;
    }

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var besides = RemovedBesides(_listed);
        return real.DestroyAsync(
            besides is null ? requests : [.. requests, requests[0] with { InstanceId = besides }],
            cancellationToken
        );
    }

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        real.LabelAsync(request, cancellationToken);
}
