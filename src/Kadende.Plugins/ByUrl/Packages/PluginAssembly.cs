using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>What can be told of assemblies without loading them.</summary>
internal static class PluginAssembly
{
    public static readonly string Sdk = typeof(IProvider).Assembly.GetName().Name!;

    private static readonly Version SdkVersion = typeof(IProvider).Assembly.GetName().Version!;

    /// <summary>The assemblies in a folder that are written against the SDK: plugins can only be in these.</summary>
    /// <exception cref="PackageException">There are none, or they are written against another major version.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        var found = Directory
            .EnumerateFiles(folder, "*.dll")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Sdk: SdkOf(path)))
            .Where(one => one.Sdk is not null && Path.GetFileNameWithoutExtension(one.Path) != Sdk)
            .ToList();
        if (found.Count == 0)
        {
            throw new PackageException($"The package has no assembly that is written against {Sdk}.");
        }

        var other = found.FirstOrDefault(one => one.Sdk!.Major != SdkVersion.Major);
        return other.Path is null
            ? [.. found.Select(one => one.Path)]
            : throw new PackageException(
                $"{Path.GetFileName(other.Path)} is written against version {other.Sdk!.ToString(3)} of {Sdk}, and this host has "
                    + $"{SdkVersion.ToString(3)}: build it against a version {SdkVersion.Major}.x."
            );
    }

    /// <summary>The version of the SDK that it refers to; null when it does not, or is no .NET assembly.</summary>
    private static Version? SdkOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata)
            {
                return null;
            }

            var metadata = image.GetMetadataReader();
            return metadata
                .AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.StringComparer.Equals(reference.Name, Sdk))
                .Select(reference => reference.Version)
                .FirstOrDefault();
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
