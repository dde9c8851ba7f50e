using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;

namespace Kadende.Plugins.ByUrl;

/// <summary>The plugins of users' own, which specs name by URL.</summary>
public sealed class UrlPlugins
{
    private readonly ProviderChoice _noProvider = new ProviderChoice.Missing(
        "Plugins by URL are not supported yet: leave out 'url'."
    );

    private readonly FlavourChoice _noFlavour = new FlavourChoice.Missing(
        "Plugins by URL are not supported yet: leave out 'url'."
    );

    /// <summary>The provider behind <see cref="PluginRef.Url"/>, which is not null; the same object while it stays the same plugin.</summary>
    public ValueTask<ProviderChoice> FindProviderAsync(PluginRef plugin, CancellationToken cancellationToken) =>
        new(_noProvider);

    /// <summary>The flavour behind <see cref="PluginRef.Url"/>, which is not null; the same object while it stays the same plugin.</summary>
    public ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken) =>
        new(_noFlavour);
}
