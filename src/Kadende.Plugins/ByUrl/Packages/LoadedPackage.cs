using System.Diagnostics.CodeAnalysis;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>A package whose assemblies are loaded, and the plugins in it.</summary>
internal sealed class LoadedPackage(PluginLoadContext context, string folder, PluginScan plugins) : IDisposable
{
    public IReadOnlyList<IProvider> Providers => plugins.Providers;

    public IReadOnlyList<IFlavour> Flavours => plugins.Flavours;

    /// <exception cref="PackageException">It is not in the package.</exception>
    public IProvider Provider(PluginRef plugin) =>
        Find("provider", plugin, plugins.Providers, one => (one.Description.Name, one.Description.Version));

    /// <exception cref="PackageException">It is not in the package.</exception>
    public IFlavour Flavour(PluginRef plugin) =>
        Find("flavour", plugin, plugins.Flavours, one => (one.Description.Name, one.Description.Version));

    /// <summary>Lets go of it: it is gone from memory when the last call into it is over.</summary>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever a plugin does when it is let go of must not hold up the others."
    )]
    public void Dispose()
    {
        foreach (var plugin in plugins.Disposables)
        {
            try
            {
                plugin.Dispose();
            }
            catch (Exception)
            {
                // It has had its chance.
            }
        }

        context.Unload();
        PackageArchive.Remove(folder);
    }

    private T Find<T>(
        string kind,
        PluginRef plugin,
        IReadOnlyList<T> all,
        Func<T, (string Name, string Version)> describe
    )
        where T : class
    {
        var named = all.Where(one => describe(one).Name == plugin.Name).ToList();
        if (named.Count == 0)
        {
            var known = string.Join(", ", all.Select(one => $"{describe(one).Name} {describe(one).Version}"));
            throw new PackageException(
                $"The package has no {kind} '{plugin.Name}'. {(known.Length == 0 ? $"It has no {kind} at all." : $"It has: {known}.")}"
                    + string.Concat(plugins.Problems.Select(problem => $" {problem}"))
            );
        }

        var range =
            VersionRange.Parse(plugin.Version)
            ?? throw new PackageException($"'{plugin.Version}' is not a version: write {VersionRange.Forms}.");
        var fitting = named
            .Where(one => PluginVersion.TryParse(describe(one).Version, out var version) && range.Contains(version))
            .ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new PackageException(
                $"No version of the {kind} '{plugin.Name}' in the package fits '{plugin.Version}'. "
                    + $"It has: {string.Join(", ", named.Select(one => describe(one).Version))}."
            ),
            _ => throw new PackageException(
                $"The package has {fitting.Count} {kind}s '{plugin.Name}' that fit '{plugin.Version}': leave one in it."
            ),
        };
    }
}
