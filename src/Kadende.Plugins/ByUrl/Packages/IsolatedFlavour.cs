using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// A flavour of somebody else's code: its description is the one that it gave when it was loaded, and a call that blocks its thread
/// does not block the caller's.
/// </summary>
internal sealed class IsolatedFlavour(IFlavour plugin, string url) : IFlavour, IFromUrl
{
    public FlavourDescription Description { get; } = plugin.Description;

    public string Url { get; } = url;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.ValidateAsync(properties, cancellationToken), cancellationToken);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.PrepareAsync(plan, request, cancellationToken), cancellationToken);

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.ProvisionAsync(call, cancellationToken), cancellationToken);

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.CheckAsync(call, cancellationToken), cancellationToken);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.DrainAsync(call, cancellationToken), cancellationToken);
}
