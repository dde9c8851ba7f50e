using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A provider that lists as a test says, and does nothing else.</summary>
/// <param name="next">Names the page after this one, which is null for the first one.</param>
internal sealed class PagedProvider(Func<string?, string?> next) : IProvider
{
    public ProviderDescription Description { get; } = new("paged", "1.0.0", "Lists.", "{}", new ProviderCapabilities());

    public int Asked { get; private set; }

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public string ScopeOf(JsonElement properties) => "";

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        Asked++;
        var machine = ProbedGroup.Machine("n-1", $"i-{Asked}");
        return Task.FromResult(new InstancePage([machine], next(request.PageToken)));
    }

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
