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
    /// <param name="team">Whose spec it is; properties that are given to the provider may name this team's secrets.</param>
    ValueTask<ProviderChoice> FindProviderAsync(PluginRef plugin, string team, CancellationToken cancellationToken);

    /// <summary>The health check of this type, or null; specs that passed validation name only types that exist.</summary>
    IHealthCheck? FindHealthCheck(string type);

    /// <summary>The flavour that a spec means: installed, or behind its URL.</summary>
    ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken);
}
