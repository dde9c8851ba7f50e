using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Catalog;

/// <summary>A flavour that only has a description and an answer to the question whether properties are good.</summary>
internal sealed class NamedFlavour(
    string name,
    Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate = null
) : IFlavour
{
    public FlavourDescription Description { get; } =
        new(
            name,
            "1.0.0",
            "For tests.",
            """
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["run"],
              "properties": { "run": { "type": "array", "items": { "type": "string" } } }
            }
            """
        );

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => validate is null ? Task.FromResult<IReadOnlyList<PropertyFault>>([]) : validate(cancellationToken);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(request);

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
