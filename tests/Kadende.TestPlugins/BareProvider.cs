using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>A provider that does nothing well.</summary>
public abstract class BareProvider(string name) : IProvider
{
    public ProviderDescription Description { get; } =
        new(
            name,
            "1.0.0",
            "For tests.",
            """{ "type": "object" }""",
            new ProviderCapabilities { CallTimeout = TimeSpan.FromSeconds(2) }
        );

    public virtual Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public virtual string ScopeOf(JsonElement properties) => "";

    public virtual Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public virtual Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
