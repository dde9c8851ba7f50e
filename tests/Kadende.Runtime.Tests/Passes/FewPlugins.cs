using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A catalog of these checks and nothing else.</summary>
internal sealed class FewPlugins(IReadOnlyList<IHealthCheck> checks) : IPluginCatalog
{
    public IReadOnlyList<ProviderDescription> Providers => [];

    public ProviderChoice FindProvider(PluginRef plugin) => new ProviderChoice.Missing("There is none.");

    public IHealthCheck? FindHealthCheck(string type) => checks.FirstOrDefault(check => check.Description.Name == type);

    public IFlavour? FindFlavour(string name) => null;
}
