using System.Runtime.Loader;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>The packages that are in use, each loaded once.</summary>
internal sealed class PluginPackages(GuardedHttp http, PluginUrlOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How much larger a package may be when it is unpacked.</summary>
    private const int Growth = 10;

    /// <summary>Constructors are foreign code, and may never end.</summary>
    private static readonly TimeSpan LongestScan = TimeSpan.FromSeconds(20);

    private readonly PackageCache _cache = new(http, options, time);
    private readonly IdleCache<PluginAddress.Package, PackageLoading> _loaded = new(time);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Those that are in memory.</summary>
    public IEnumerable<LoadedPackage> Loaded =>
        _loaded.Values.Select(loading => loading.Loaded).OfType<LoadedPackage>();

    /// <exception cref="PackageException">It cannot be had, or holds nothing that can be loaded.</exception>
    public async Task<LoadedPackage> LoadAsync(PluginAddress.Package package, CancellationToken cancellationToken)
    {
        // Loaded for all who wait for it, so that the first one's leaving does not end it for the others.
        var loading = LoadingOf(package);
        if (loading.FailedBefore(time.GetUtcNow() - options.BreakFor))
        {
            _loaded.Remove(package, loading);
            loading = LoadingOf(package);
        }

        return await loading.Package.WaitAsync(cancellationToken);
    }

    public void ForgetIdle()
    {
        foreach (var loading in _loaded.RemoveIdle(options.UnloadAfter))
        {
            loading.Forget();
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        foreach (var loading in _loaded.RemoveAll())
        {
            loading.Forget();
        }

        _ended.Dispose();
    }

    private PackageLoading LoadingOf(PluginAddress.Package package) =>
        _loaded.GetOrAdd(package, () => new PackageLoading(() => FetchAsync(package), time));

    private async Task<LoadedPackage> FetchAsync(PluginAddress.Package package)
    {
        using var content = await _cache.OpenAsync(package, _ended.Token);
        string? top = null;
        PluginLoadContext? context = null;
        LoadedPackage? loaded = null;
        try
        {
            top = Directory.CreateTempSubdirectory("kadende-plugin-").FullName;
            await PackageArchive.UnpackAsync(content, top, (long)options.MaxBytes * Growth, _ended.Token);
            var folder = PackageFolder.Of(top);
            var plugins = PluginAssembly.Find(folder);
            context = new PluginLoadContext($"kadende-plugin-{package.Sha256}", folder, plugins);
            loaded = new LoadedPackage(context, top, await ScanAsync(context, plugins, UrlRules.Shown(package.Url)));
            return loaded;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PackageException($"The package cannot be unpacked here: {failure.Message}", failure);
        }
        finally
        {
            if (loaded is null)
            {
                context?.Unload();
                PackageArchive.Remove(top);
            }
        }
    }

    /// <summary>On a thread of its own, which is all that is lost should a constructor never end.</summary>
    private async Task<PluginScan> ScanAsync(AssemblyLoadContext context, IReadOnlyList<string> plugins, string url)
    {
        try
        {
            return await Task
                .Factory.StartNew(
                    () => PluginScan.Of(plugins.Select(context.LoadFromAssemblyPath), url),
                    _ended.Token,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
                .WaitAsync(LongestScan, time, _ended.Token);
        }
        catch (TimeoutException failure)
        {
            throw new PackageException(
                $"The plugins in the package were not ready within {PlainDuration.InWords(LongestScan)}: a constructor does not end.",
                failure
            );
        }
        catch (Exception failure)
            when (failure is BadImageFormatException or IOException or InvalidOperationException or TypeLoadException)
        {
            throw new PackageException($"The assemblies in the package cannot be loaded: {failure.Message}", failure);
        }
    }
}
