using System.Diagnostics.CodeAnalysis;
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
    /// <exception cref="PackageException">An assembly cannot be loaded.</exception>
    public static PluginScan Of(IEnumerable<Assembly> assemblies)
    {
        var providers = new List<IProvider>();
        var flavours = new List<IFlavour>();
        var disposables = new List<IDisposable>();
        var problems = new List<string>();
        foreach (var type in assemblies.SelectMany(TypesOf).Where(IsPlugin))
        {
            if (!TryMake(type, out var plugin, out var problem))
            {
                problems.Add(problem);
                continue;
            }

            if (plugin is IProvider provider)
            {
                providers.Add(new IsolatedProvider(provider));
            }

            if (plugin is IFlavour flavour)
            {
                flavours.Add(new IsolatedFlavour(flavour));
            }

            if (plugin is IDisposable disposable)
            {
                disposables.Add(disposable);
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

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A plugin's constructor and description are foreign code, and what they throw is told to the user."
    )]
    private static bool TryMake(
        Type type,
        [NotNullWhen(true)] out object? plugin,
        [NotNullWhen(false)] out string? problem
    )
    {
        plugin = null;
        problem = null;
        if (type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            problem = $"{type.Name} has no public constructor without parameters.";
            return false;
        }

        try
        {
            plugin = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
            // What it cannot tell now it would not tell later.
            _ = (plugin as IProvider)?.Description.Name;
            _ = (plugin as IFlavour)?.Description.Name;
            return true;
        }
        catch (Exception failure)
        {
            problem =
                $"{type.Name} cannot be used: its constructor or description threw {failure.GetType().Name}: {failure.Message}";
            plugin = null;
            return false;
        }
    }
}
