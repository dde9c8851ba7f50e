using Kadende.Core.Specs;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>Which plugins there are.</summary>
public interface IPluginCatalog
{
    /// <summary>All providers, by name.</summary>
    IReadOnlyList<ProviderDescription> Providers { get; }

    /// <summary>The provider that a spec means: installed, or behind its URL.</summary>
    ValueTask<ProviderChoice> FindProviderAsync(PluginRef plugin, CancellationToken cancellationToken);

    /// <summary>The health check of this type, or null; specs that passed validation name only types that exist.</summary>
    IHealthCheck? FindHealthCheck(string type);

    /// <summary>The flavour that a spec means: installed, or behind its URL.</summary>
    ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken);
}
