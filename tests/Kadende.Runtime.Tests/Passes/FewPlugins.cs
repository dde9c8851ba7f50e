using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A catalog of these checks and flavours, and no providers.</summary>
internal sealed class FewPlugins(IReadOnlyList<IHealthCheck> checks) : IPluginCatalog
{
    public IReadOnlyList<IFlavour> Flavours { get; init; } = [];

    public IReadOnlyList<ProviderDescription> Providers => [];

    public ValueTask<ProviderChoice> FindProviderAsync(
        PluginRef plugin,
        string team,
        CancellationToken cancellationToken
    ) => new(new ProviderChoice.Missing("There is none."));

    public IHealthCheck? FindHealthCheck(string type) => checks.FirstOrDefault(check => check.Description.Name == type);

    public ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken) =>
        new(
            Flavours.FirstOrDefault(flavour => flavour.Description.Name == plugin.Name) is { } found
                ? new FlavourChoice.Found(found)
                : new FlavourChoice.Missing("There is none.")
        );
}
