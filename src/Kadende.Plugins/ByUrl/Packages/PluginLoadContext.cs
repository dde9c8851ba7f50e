using System.Reflection;
using System.Runtime.Loader;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// The assemblies of one package, apart from all others. It shares with the host the framework and the SDK, whichever copies it brings,
/// and nothing else.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Sdk = typeof(IProvider).Assembly;
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly string _folder;
    private readonly IReadOnlyList<AssemblyDependencyResolver> _resolvers;

    /// <param name="plugins">The paths of the assemblies whose dependencies are looked for.</param>
    public PluginLoadContext(string name, string folder, IEnumerable<string> plugins)
        : base(name, isCollectible: true)
    {
        _folder = folder;
        _resolvers = [.. plugins.Select(plugin => new AssemblyDependencyResolver(plugin))];
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (name == PluginAssembly.Sdk)
        {
            return Sdk;
        }

        if (File.Exists(Path.Combine(Framework, $"{name}.dll")))
        {
            // What the SDK's contracts speak of has to be the same on both sides.
            return null;
        }

        var path =
            _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(assemblyName)).FirstOrDefault(IsOurs)
            ?? Path.Combine(_folder, $"{name}.dll");
        return File.Exists(path)
            ? LoadFromAssemblyPath(path)
            : throw new FileNotFoundException($"The package does not bring the assembly {name}, which it needs.");
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolvers.Select(resolver => resolver.ResolveUnmanagedDllToPath(unmanagedDllName)).FirstOrDefault(IsOurs)
            is { } path
            ? LoadUnmanagedDllFromPath(path)
            : IntPtr.Zero;

    /// <summary>A list of dependencies may name files anywhere.</summary>
    private bool IsOurs(string? path) =>
        path is not null
        && Path.GetFullPath(path).StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
