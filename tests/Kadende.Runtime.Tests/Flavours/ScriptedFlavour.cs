using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Tests.Flavours;

/// <summary>A flavour that answers as a test says.</summary>
internal sealed class ScriptedFlavour(
    Func<FlavourCall, CancellationToken, Task<FlavourAnswer>> provision,
    Func<CreateRequest, Task<CreateRequest>>? prepare = null,
    Func<FlavourCall, CancellationToken, Task<HealthReading?>>? check = null
) : IFlavour
{
    public const string Name = "scripted";

    public FlavourDescription Description { get; } =
        new(Name, "1.0.0", "For tests.", """{ "type": "object" }""") { Provisions = true, Checks = check is not null };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => prepare?.Invoke(request) ?? Task.FromResult(request);

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        provision(call, cancellationToken);

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        check?.Invoke(call, cancellationToken) ?? Task.FromResult<HealthReading?>(null);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());
}
