using Kadende.Plugins.ByUrl;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>What tells a plugin from all others. Those behind URLs are called what users like, also what installed ones are called.</summary>
/// <param name="Url">Null: it is installed.</param>
public sealed record PluginKey(PluginKind Kind, string Name, string Version, string? Url)
{
    public static PluginKey Of(IProvider plugin) =>
        new(PluginKind.Provider, plugin.Description.Name, plugin.Description.Version, UrlOf(plugin));

    public static PluginKey Of(IFlavour plugin) =>
        new(PluginKind.Flavour, plugin.Description.Name, plugin.Description.Version, UrlOf(plugin));

    public static PluginKey Of(IHealthCheck plugin) =>
        new(PluginKind.HealthCheck, plugin.Description.Name, plugin.Description.Version, UrlOf(plugin));

    private static string? UrlOf(object plugin) => (plugin as IFromUrl)?.Url;
}
