using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>Answers nothing where something must be answered.</summary>
public sealed class HollowFlavour : IFlavour
{
    public FlavourDescription Description { get; } =
        new("hollow-flavour", "1.0.0", "For tests.", """{ "type": "object" }""");

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult<CreateRequest>(null!);

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(null!);

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<HealthReading?>(null);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Working(null!));
}
