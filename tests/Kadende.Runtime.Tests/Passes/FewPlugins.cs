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

    public ProviderChoice FindProvider(PluginRef plugin) => new ProviderChoice.Missing("There is none.");

    public IHealthCheck? FindHealthCheck(string type) => checks.FirstOrDefault(check => check.Description.Name == type);

    public IFlavour? FindFlavour(string name) => Flavours.FirstOrDefault(flavour => flavour.Description.Name == name);
}
