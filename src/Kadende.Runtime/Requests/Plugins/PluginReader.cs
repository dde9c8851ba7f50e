using System.Text.Json;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>Lists the plugins that there are.</summary>
public sealed class PluginReader(PluginCatalog catalog, PluginHealth health)
{
    /// <summary>
    /// Providers, flavours, then health checks, each by name. For administrators then also those behind URLs that this host has in use, and
    /// why one fails: a call that failed may have been any team's, and its failure tells of that team's places and secrets.
    /// </summary>
    public IReadOnlyList<PluginView> List(bool toAdministrator) =>
        toAdministrator ? [.. Installed(), .. ByUrl()] : [.. Installed().Select(WithoutReasons)];

    private static PluginView WithoutReasons(PluginView plugin) =>
        plugin with
        {
            Versions =
            [
                .. plugin.Versions.Select(version =>
                    version with
                    {
                        Health = version.Health is { } health ? health with { Reason = null } : null,
                    }
                ),
            ],
        };

    private IReadOnlyList<PluginView> Installed() =>
        [
            .. catalog
                .AllProviders.GroupBy(plugin => plugin.Description.Name, StringComparer.Ordinal)
                .Select(versions => OfProvider([.. versions])),
            .. catalog
                .AllFlavours.GroupBy(plugin => plugin.Description.Name, StringComparer.Ordinal)
                .Select(versions => OfFlavour([.. versions])),
            .. catalog
                .AllHealthChecks.GroupBy(plugin => plugin.Description.Name, StringComparer.Ordinal)
                .Select(versions => OfHealthCheck([.. versions])),
        ];

    private IEnumerable<PluginView> ByUrl() =>
        catalog
            .ProvidersByUrl.Select(plugin => OfProvider([plugin]))
            .Concat(catalog.FlavoursByUrl.Select(plugin => OfFlavour([plugin])));

    private PluginView OfProvider(IReadOnlyList<IProvider> versions)
    {
        var newest = versions[0].Description;
        return new PluginView(
            PluginKind.Provider,
            newest.Name,
            newest.Aliases,
            newest.Summary,
            [
                .. versions.Select(plugin => new PluginVersionView(
                    plugin.Description.Version,
                    JsonElement.Parse(plugin.Description.PropertiesSchema),
                    ProviderCapabilitiesView.Of(plugin),
                    null,
                    HealthOf(PluginKey.Of(plugin))
                )),
            ],
            PluginKey.Of(versions[0]).Url
        );
    }

    private PluginView OfFlavour(IReadOnlyList<IFlavour> versions)
    {
        var newest = versions[0].Description;
        return new PluginView(
            PluginKind.Flavour,
            newest.Name,
            [],
            newest.Summary,
            [
                .. versions.Select(plugin => new PluginVersionView(
                    plugin.Description.Version,
                    JsonElement.Parse(plugin.Description.PropertiesSchema),
                    null,
                    FlavourCapabilitiesView.Of(plugin.Description),
                    HealthOf(PluginKey.Of(plugin))
                )),
            ],
            PluginKey.Of(versions[0]).Url
        );
    }

    private PluginView OfHealthCheck(IReadOnlyList<IHealthCheck> versions)
    {
        var newest = versions[0].Description;
        return new PluginView(
            PluginKind.HealthCheck,
            newest.Name,
            [],
            newest.Summary,
            [
                .. versions.Select(plugin => new PluginVersionView(
                    plugin.Description.Version,
                    JsonElement.Parse(plugin.Description.PropertiesSchema),
                    null,
                    null,
                    HealthOf(PluginKey.Of(plugin))
                )),
            ],
            null
        );
    }

    private PluginHealthView? HealthOf(PluginKey plugin) =>
        health.Of(plugin) is { } reading
            ? new PluginHealthView(reading.IsWorking ? "Working" : "Failing", reading.Since, reading.Reason)
            : null;
}
