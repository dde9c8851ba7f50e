using System.Reflection;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>The plugins that are found in assemblies, one object of each.</summary>
/// <param name="Problems">What else looks like a plugin, and why it is none; in sentences.</param>
internal sealed record PluginScan(
    IReadOnlyList<IProvider> Providers,
    IReadOnlyList<IFlavour> Flavours,
    IReadOnlyList<IDisposable> Disposables,
    IReadOnlyList<string> Problems
)
{
    /// <param name="url">Where the package is from, without what may be secret.</param>
    /// <exception cref="PackageException">An assembly cannot be loaded.</exception>
    public static PluginScan Of(IEnumerable<Assembly> assemblies, string url)
    {
        var providers = new List<IProvider>();
        var flavours = new List<IFlavour>();
        var disposables = new List<IDisposable>();
        var problems = new List<string>();
        foreach (var type in assemblies.SelectMany(TypesOf).Where(IsPlugin))
        {
            try
            {
                var made = MadePlugin.Of(type, url);
                providers.AddRange(made.Provider is null ? [] : [made.Provider]);
                flavours.AddRange(made.Flavour is null ? [] : [made.Flavour]);
                disposables.AddRange(made.Disposable is null ? [] : [made.Disposable]);
            }
            catch (PackageException problem)
            {
                problems.Add(problem.Message);
            }
        }

        return new PluginScan(providers, flavours, disposables, problems);
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception failure)
            when (failure is TypeLoadException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new PackageException(
                $"The assembly {assembly.GetName().Name} cannot be loaded: {failure.Message}",
                failure
            );
        }
    }

    private static bool IsPlugin(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
        && (type.IsAssignableTo(typeof(IProvider)) || type.IsAssignableTo(typeof(IFlavour)));
}
