using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl.Packages;
using Kadende.Plugins.ByUrl.Remote;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Net;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.ByUrl;

/// <summary>The plugins of users' own, which specs name by URL: programs that are spoken to, and packages that are loaded.</summary>
public sealed class UrlPlugins : IDisposable
{
    private readonly UrlRules _urls;
    private readonly GuardedHttp _http;
    private readonly RemotePlugins _remotes;
    private readonly PluginPackages _packages;
    private readonly ITimer _sweep;

    public UrlPlugins(IOptions<PluginUrlOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        _urls = new UrlRules(
            new HostNames(settings.AllowHosts),
            new HostNames(settings.AllowHttp),
            PluginUrlOptions.Section
        );
        _http = new GuardedHttp(
            _urls,
            new NetworkRules(settings.Networks.Allow, settings.Networks.Deny),
            $"{PluginUrlOptions.Section}:{nameof(PluginUrlOptions.Networks)}"
        );
        _remotes = new RemotePlugins(_http, settings, time);
        _packages = new PluginPackages(_http, settings, time);
        _sweep = time.CreateTimer(_ => ForgetIdle(), null, settings.UnloadAfter, settings.UnloadAfter / 2);
    }

    /// <summary>The providers that are in use here, by their URLs.</summary>
    public IReadOnlyList<IProvider> Providers =>
        [.. Sorted(_remotes.Providers.Concat(_packages.Loaded.SelectMany(package => package.Providers)))];

    /// <summary>The flavours that are in use here, by their URLs.</summary>
    public IReadOnlyList<IFlavour> Flavours =>
        [.. Sorted(_remotes.Flavours.Concat(_packages.Loaded.SelectMany(package => package.Flavours)))];

    /// <summary>The provider behind <see cref="PluginRef.Url"/>, which is not null; the same object while it stays the same plugin.</summary>
    public async ValueTask<ProviderChoice> FindProviderAsync(PluginRef plugin, CancellationToken cancellationToken)
    {
        try
        {
            return AllowedAddressOf(plugin) switch
            {
                PluginAddress.Remote remote => new ProviderChoice.Found(_remotes.Provider(plugin, remote)),
                PluginAddress.Package package => new ProviderChoice.Found(
                    (await _packages.LoadAsync(package, cancellationToken)).Provider(plugin)
                ),
                PluginAddress.None none => new ProviderChoice.Missing(none.Message),
                _ => throw new InvalidOperationException("An address of a kind that does not exist."),
            };
        }
        catch (PackageException failure)
        {
            return new ProviderChoice.Missing(failure.Message);
        }
    }

    /// <summary>The flavour behind <see cref="PluginRef.Url"/>, which is not null; the same object while it stays the same plugin.</summary>
    public async ValueTask<FlavourChoice> FindFlavourAsync(PluginRef plugin, CancellationToken cancellationToken)
    {
        try
        {
            return AllowedAddressOf(plugin) switch
            {
                PluginAddress.Remote remote => new FlavourChoice.Found(_remotes.Flavour(plugin, remote)),
                PluginAddress.Package package => new FlavourChoice.Found(
                    (await _packages.LoadAsync(package, cancellationToken)).Flavour(plugin)
                ),
                PluginAddress.None none => new FlavourChoice.Missing(none.Message),
                _ => throw new InvalidOperationException("An address of a kind that does not exist."),
            };
        }
        catch (PackageException failure)
        {
            return new FlavourChoice.Missing(failure.Message);
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _packages.Dispose();
        _remotes.Dispose();
        _http.Dispose();
    }

    /// <summary>Asked anew each time: what was loaded under other settings is no way around them.</summary>
    private PluginAddress AllowedAddressOf(PluginRef plugin)
    {
        var named = PluginAddress.Of(plugin);
        var address = named is PluginAddress.Remote there ? _remotes.Resolve(there) : named;
        var problem = address switch
        {
            PluginAddress.Remote { Socket: { } socket } => _remotes.ProblemOf(socket),
            PluginAddress.Remote remote => _urls.ProblemOf(remote.Endpoint),
            PluginAddress.Package package => _urls.ProblemOf(package.Url),
            _ => null,
        };
        return problem is null ? address : new PluginAddress.None(problem);
    }

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> plugins) =>
        plugins.OrderBy(plugin => (plugin as IFromUrl)?.Url, StringComparer.Ordinal);

    private void ForgetIdle()
    {
        _remotes.ForgetIdle();
        _packages.ForgetIdle();
    }
}
