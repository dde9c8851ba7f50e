using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using YamlDotNet.Serialization;

namespace Kadende.TestPlugins;

/// <summary>Writes a machine's labels into its boot script, by a library that it brings.</summary>
public sealed class YamlFlavour : IFlavour
{
    public FlavourDescription Description { get; } = new("yaml", "1.2.3", "For tests.", """{ "type": "object" }""");

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(request with { Init = new SerializerBuilder().Build().Serialize(request.Labels) });

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<HealthReading?>(null);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());
}
