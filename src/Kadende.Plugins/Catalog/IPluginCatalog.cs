using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>Which plugins there are.</summary>
public interface IPluginCatalog
{
    /// <summary>All providers, by name.</summary>
    IReadOnlyList<ProviderDescription> Providers { get; }

    /// <summary>The provider that a spec means.</summary>
    ProviderChoice FindProvider(PluginRef plugin);

    /// <summary>The health check of this type, or null; specs that passed validation name only types that exist.</summary>
    IHealthCheck? FindHealthCheck(string type);

    /// <summary>The flavour of this name, or null; specs that passed validation name only flavours that exist.</summary>
    IFlavour? FindFlavour(string name);
}
