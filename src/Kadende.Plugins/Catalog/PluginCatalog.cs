using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Secrets;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>All plugins: those that were registered, by kind, name and version, and those behind URLs.</summary>
public sealed class PluginCatalog : IPluginCatalog
{
    private readonly Shelf<IProvider> _providers;
    private readonly Shelf<IHealthCheck> _healthChecks;
    private readonly Shelf<IFlavour> _flavours;
    private readonly UrlPlugins? _byUrl;
    private readonly SecretStore? _secrets;

    /// <param name="byUrl">Finds plugins behind URLs; null: there are none.</param>
    /// <param name="secrets">The secrets that properties may name; null: none, and texts that look like it stay as they are.</param>
    /// <exception cref="InvalidOperationException">
    /// Two plugins of a kind have one name and version, or a version is not a semantic version.
    /// </exception>
    public PluginCatalog(
        IEnumerable<IProvider> providers,
        IEnumerable<IHealthCheck> healthChecks,
        IEnumerable<IFlavour> flavours,
        UrlPlugins? byUrl = null,
        SecretStore? secrets = null
    )
    {
        _byUrl = byUrl;
        _secrets = secrets;
        _providers = new Shelf<IProvider>(
            "provider",
            providers.Select(plugin =>
                ShelfEntry<IProvider>.Of(
                    "Provider",
                    plugin,
                    plugin.Description.Name,
                    plugin.Description.Version,
                    plugin.Description.Aliases
                )
            )
        );
        _healthChecks = new Shelf<IHealthCheck>(
            "health check",
            healthChecks.Select(plugin =>
                ShelfEntry<IHealthCheck>.Of(
                    "Health check",
                    plugin,
                    plugin.Description.Name,
                    plugin.Description.Version,
                    []
                )
            )
        );
        _flavours = new Shelf<IFlavour>(
            "flavour",
            flavours.Select(plugin =>
                ShelfEntry<IFlavour>.Of("Flavour", plugin, plugin.Description.Name, plugin.Description.Version, [])
            )
        );
    }

    /// <summary>All installed providers, also older versions, by name.</summary>
    public IEnumerable<IProvider> AllProviders => _providers.Entries.Select(entry => entry.Plugin);

    public IReadOnlyList<ProviderDescription> Providers =>
        [.. _providers.Newest.Select(provider => provider.Description)];

    /// <summary>The newest version of each health check, by name.</summary>
    public IReadOnlyList<HealthCheckDescription> HealthChecks =>
        [.. _healthChecks.Newest.Select(check => check.Description)];

    /// <summary>The newest version of each flavour, by name.</summary>
    public IReadOnlyList<FlavourDescription> Flavours => [.. _flavours.Newest.Select(flavour => flavour.Description)];

    /// <summary>All installed flavours, also older versions, by name.</summary>
    public IEnumerable<IFlavour> AllFlavours => _flavours.Entries.Select(entry => entry.Plugin);

    /// <summary>All installed health checks, also older versions, by name.</summary>
    public IEnumerable<IHealthCheck> AllHealthChecks => _healthChecks.Entries.Select(entry => entry.Plugin);

    /// <summary>The providers behind URLs that this host has in use.</summary>
    public IReadOnlyList<IProvider> ProvidersByUrl => _byUrl?.Providers ?? [];

    /// <summary>The flavours behind URLs that this host has in use.</summary>
    public IReadOnlyList<IFlavour> FlavoursByUrl => _byUrl?.Flavours ?? [];

    public async ValueTask<ProviderChoice> FindProviderAsync(
        PluginRef plugin,
        string team,
        CancellationToken cancellationToken
    )
    {
        var choice =
            plugin.Url is null ? FindInstalled(plugin)
            : _byUrl is null ? new ProviderChoice.Missing(NotByUrl)
            : await _byUrl.FindProviderAsync(plugin, cancellationToken);
        return choice is ProviderChoice.Found found && _secrets is { } secrets
            ? found with
            {
                Provider = new SecretProvider(found.Provider, new SecretOwner(secrets, team)),
            }
            : choice;
    }

    private ProviderChoice FindInstalled(PluginRef plugin)
    {
        var (found, note) = _providers.Find(plugin.Name, plugin.Version, plugin.Pin);
        return found is null
            ? new ProviderChoice.Missing(note)
            : new ProviderChoice.Found(found.Plugin) { Note = note.Length == 0 ? null : note };
    }

    public ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken)
    {
        if (plugin.Url is not null)
        {
            return _byUrl?.FindFlavourAsync(plugin, cancellationToken) ?? new(new FlavourChoice.Missing(NotByUrl));
        }

        var (found, note) = _flavours.Find(plugin.Name, plugin.Version, plugin.Pin);
        return new(found is null ? new FlavourChoice.Missing(note) : new FlavourChoice.Found(found.Plugin));
    }

    public IHealthCheck? FindHealthCheck(string type) => _healthChecks.Find(type, PluginRef.Latest, null).Found?.Plugin;

    /// <summary>The version that a spec means now, to be kept as its pin; null for a plugin that is not installed, or is behind a URL.</summary>
    /// <param name="kept">The pin that the group has had; it stays while it is installed.</param>
    public string? PinOf(PluginKind kind, PluginRef plugin, string? kept)
    {
        if (plugin.Url is not null)
        {
            return null;
        }

        return kind switch
        {
            PluginKind.Provider => _providers.Find(plugin.Name, plugin.Version, kept).Found?.Version.ToString(),
            PluginKind.Flavour => _flavours.Find(plugin.Name, plugin.Version, kept).Found?.Version.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Specs choose no versions of this kind."),
        };
    }

    /// <summary>Such as <c>There is no health check 'x'. Known health checks: http, tcp.</c></summary>
    internal string NoHealthCheck(string type) => $"There is no health check '{type}'. {_healthChecks.Known}";

    private const string NotByUrl = "Plugins by URL cannot be had here: leave out 'url'.";
}
