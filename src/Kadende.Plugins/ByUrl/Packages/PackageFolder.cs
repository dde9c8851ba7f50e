using System.Globalization;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Where in an unpacked package the assemblies for this host are.</summary>
internal static class PackageFolder
{
    private const string Assemblies = "*.dll";

    /// <summary>
    /// Of a NuGet package the folder of the framework nearest to ours; of another archive its top, or the one folder at its top.
    /// </summary>
    /// <exception cref="PackageException">There are none.</exception>
    public static string Of(string top)
    {
        var library = Path.Combine(top, "lib");
        if (Directory.Exists(library) && Directory.EnumerateFiles(top, "*.nuspec").Any())
        {
            return Directory
                    .EnumerateDirectories(library)
                    .Where(folder => RankOf(Path.GetFileName(folder)) > 0)
                    .MaxBy(folder => RankOf(Path.GetFileName(folder)))
                ?? throw new PackageException(
                    $"The package has no assemblies for .NET {Environment.Version.Major}: there is no folder "
                        + $"lib/net{Environment.Version.Major}.0 or of an older .NET in it."
                );
        }

        var folders = Directory.EnumerateDirectories(top).Take(2).ToList();
        var isAtTop = Directory.EnumerateFiles(top, Assemblies).Any();
        var folder = !isAtTop && folders.Count == 1 ? folders[0] : top;
        return Directory.EnumerateFiles(folder, Assemblies).Any()
            ? folder
            : throw new PackageException(
                "The package has no assemblies (.dll) at its top: pack what 'dotnet publish' puts into its output folder."
            );
    }

    /// <summary>The higher, the nearer to this host; 0 is for frameworks that do not run here.</summary>
    private static double RankOf(string framework)
    {
        if (framework is "netstandard2.0" or "netstandard2.1")
        {
            return framework == "netstandard2.1" ? 0.2 : 0.1;
        }

        var isNet =
            framework.StartsWith("net", StringComparison.Ordinal)
            && framework.Contains('.', StringComparison.Ordinal)
            && double.TryParse(framework[3..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        var version = isNet ? double.Parse(framework[3..], CultureInfo.InvariantCulture) : 0;
        return version >= 5 && version <= Environment.Version.Major ? version : 0;
    }
}
