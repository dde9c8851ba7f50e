using System.Text.Json;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>Lists the plugins that are installed.</summary>
public sealed class PluginReader(PluginCatalog catalog, PluginHealth health)
{
    /// <returns>Providers, flavours, then health checks, each by name.</returns>
    public IReadOnlyList<PluginView> List() =>
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
                    HealthOf(PluginKind.Provider, newest.Name, plugin.Description.Version)
                )),
            ]
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
                .. versions
                    .Select(plugin => plugin.Description)
                    .Select(description => new PluginVersionView(
                        description.Version,
                        JsonElement.Parse(description.PropertiesSchema),
                        null,
                        new FlavourCapabilitiesView(description.Provisions, description.Checks, description.Drains),
                        HealthOf(PluginKind.Flavour, description.Name, description.Version)
                    )),
            ]
        );
    }

    private static PluginView OfHealthCheck(IReadOnlyList<IHealthCheck> versions)
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
                    null
                )),
            ]
        );
    }

    private PluginHealthView? HealthOf(PluginKind kind, string name, string version) =>
        health.Of(kind, name, version) is { } reading
            ? new PluginHealthView(reading.IsWorking ? "Working" : "Failing", reading.Since, reading.Reason)
            : null;
}
