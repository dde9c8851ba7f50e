using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>All plugins that were registered, by name.</summary>
public sealed class PluginCatalog : IPluginCatalog
{
    private readonly Dictionary<string, IReadOnlyList<Entry>> _providers;
    private readonly Dictionary<string, IHealthCheck> _healthChecks;
    private readonly Dictionary<string, IFlavour> _flavours;

    /// <exception cref="InvalidOperationException">
    /// Two plugins have one name, or a provider's version is not a semantic version.
    /// </exception>
    public PluginCatalog(
        IEnumerable<IProvider> providers,
        IEnumerable<IHealthCheck> healthChecks,
        IEnumerable<IFlavour> flavours
    )
    {
        // The newest first, so that it is the one that fits first.
        var entries = providers
            .Select(EntryOf)
            .OrderDescending(Comparer<Entry>.Create((one, other) => one.Version.Compare(other.Version)))
            .ToList();
        Refuse(entries.Select(entry => $"provider '{entry.Provider.Description.Name}' {entry.Version}"));
        _providers = entries
            .GroupBy(entry => entry.Provider.Description.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<Entry> (group) => [.. group], StringComparer.Ordinal);

        var checks = healthChecks.ToList();
        Refuse(checks.Select(check => $"health check '{check.Description.Name}'"));
        _healthChecks = checks.ToDictionary(check => check.Description.Name, StringComparer.Ordinal);
        var all = flavours.ToList();
        Refuse(all.Select(flavour => $"flavour '{flavour.Description.Name}'"));
        _flavours = all.ToDictionary(flavour => flavour.Description.Name, StringComparer.Ordinal);
        Flavours =
        [
            .. all.Select(flavour => flavour.Description)
                .OrderBy(description => description.Name, StringComparer.Ordinal),
        ];
        Providers =
        [
            .. entries
                .Select(entry => entry.Provider.Description)
                .OrderBy(description => description.Name, StringComparer.Ordinal),
        ];
        HealthChecks =
        [
            .. checks
                .Select(check => check.Description)
                .OrderBy(description => description.Name, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<ProviderDescription> Providers { get; }

    /// <summary>All health checks, by name.</summary>
    public IReadOnlyList<HealthCheckDescription> HealthChecks { get; }

    /// <summary>All flavours, by name.</summary>
    public IReadOnlyList<FlavourDescription> Flavours { get; }

    public ProviderChoice FindProvider(PluginRef plugin)
    {
        if (plugin.Url is not null)
        {
            return new ProviderChoice.Missing("Plugins by URL are not supported yet: leave out 'url'.");
        }

        if (!_providers.TryGetValue(plugin.Name, out var entries))
        {
            return new ProviderChoice.Missing(
                $"There is no provider '{plugin.Name}'. {KnownSentence("providers", _providers.Keys)}"
            );
        }

        if (VersionRange.Parse(plugin.Version) is not { } range)
        {
            return new ProviderChoice.Missing(
                $"'{plugin.Version}' is not a version: write {VersionRange.Forms}. {VersionsSentence(plugin.Name, entries)}"
            );
        }

        return entries.FirstOrDefault(entry => range.Contains(entry.Version)) is { } found
            ? new ProviderChoice.Found(found.Provider)
            : new ProviderChoice.Missing(
                $"No version of provider '{plugin.Name}' fits '{plugin.Version}'. {VersionsSentence(plugin.Name, entries)}"
            );
    }

    public IHealthCheck? FindHealthCheck(string type) => _healthChecks.GetValueOrDefault(type);

    public IFlavour? FindFlavour(string name) => _flavours.GetValueOrDefault(name);

    /// <summary>Such as <c>Known health checks: http, tcp.</c></summary>
    internal static string KnownSentence(string what, IEnumerable<string> names)
    {
        var known = string.Join(", ", names.Order(StringComparer.Ordinal));
        return known.Length == 0 ? $"No {what} are installed." : $"Known {what}: {known}.";
    }

    private static string VersionsSentence(string name, IReadOnlyList<Entry> entries) =>
        $"Versions of '{name}' here: {string.Join(", ", entries.Select(entry => entry.Version))}.";

    private static Entry EntryOf(IProvider provider)
    {
        var description = provider.Description;
        return PluginVersion.TryParse(description.Version, out var version)
            ? new Entry(provider, version)
            : throw new InvalidOperationException(
                $"Provider '{description.Name}' has the version '{description.Version}', which is not a semantic version."
            );
    }

    private static void Refuse(IEnumerable<string> plugins)
    {
        var twice = plugins
            .GroupBy(plugin => plugin, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToList();
        if (twice.Count > 0)
        {
            throw new InvalidOperationException($"Registered more than once: {string.Join(", ", twice)}.");
        }
    }

    private sealed record Entry(IProvider Provider, PluginVersion Version);
}
