using System.Text.RegularExpressions;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>What can be told about properties without asking an engine: what is nonsense, and what the operator does not allow.</summary>
internal static partial class DockerRules
{
    /// <summary>Variables that the provider sets itself.</summary>
    private const string OwnPrefix = "KADENDE_";

    /// <summary>The engine takes no less.</summary>
    private const long LeastMemory = 6 * 1024 * 1024;

    public static IEnumerable<PropertyFault> Faults(DockerProperties properties, DockerOptions options)
    {
        if (properties.Host is { } host && host != options.DefaultHost && !options.Hosts.Contains(host))
        {
            yield return new PropertyFault(
                "host",
                $"The engine '{host}' is not one that specs may name: leave it out, or let the operator add it to Kadende:Plugins:Docker:Hosts."
            );
        }

        if (properties.Memory is null or > 0 and < LeastMemory)
        {
            yield return new PropertyFault("memory", "A container needs at least 6m of memory: write 6m or more.");
        }

        if (!options.AllowPrivileged && properties.Privileged)
        {
            yield return new PropertyFault("privileged", NeedsPrivileges("Privileged containers"));
        }

        if (!options.AllowPrivileged && properties.Network is { } network && IsForeign(network))
        {
            yield return new PropertyFault("network", NeedsPrivileges($"The network '{network}'"));
        }

        foreach (var fault in EnvironmentFaults(properties).Concat(VolumeFaults(properties, options)))
        {
            yield return fault;
        }
    }

    private static string NeedsPrivileges(string what) =>
        $"{what} give rights on the engine's machine, and the operator has not set Kadende:Plugins:Docker:AllowPrivileged.";

    private static bool IsForeign(string network) =>
        network == "host"
        || network.StartsWith("container:", StringComparison.Ordinal)
        || network.StartsWith("ns:", StringComparison.Ordinal);

    private static IEnumerable<PropertyFault> EnvironmentFaults(DockerProperties properties)
    {
        foreach (var (name, value) in properties.Environment)
        {
            var path = $"env/{name}";
            if (!VariableName().IsMatch(name))
            {
                yield return new PropertyFault(
                    path,
                    $"'{name}' is not a name for a variable: use letters, digits and '_'."
                );
            }
            else if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                yield return new PropertyFault(path, $"'{name}' is set by Kadende itself: choose another name.");
            }
            else if (value.Contains('\0', StringComparison.Ordinal))
            {
                yield return new PropertyFault(path, $"'{name}' contains a NUL character, which no variable can hold.");
            }
        }
    }

    private static IEnumerable<PropertyFault> VolumeFaults(DockerProperties properties, DockerOptions options)
    {
        foreach (var (index, volume) in properties.Volumes.Index())
        {
            var path = $"volumes/{index}";
            var source = volume.Split(':')[0];
            if (volume.Split(':') is not ([_, ['/', ..]] or [_, ['/', ..], "ro" or "rw"]))
            {
                yield return new PropertyFault(
                    path,
                    $"'{volume}' is no mount: write source:target or source:target:ro, with an absolute target."
                );
            }
            else if (!VolumeName().IsMatch(source) && !source.StartsWith('/'))
            {
                yield return new PropertyFault(
                    path,
                    $"'{source}' is neither a volume's name (letters, digits, '_', '.', '-') nor an absolute path."
                );
            }
            else if (source.StartsWith('/') && !options.BindMounts.Any(allowed => IsBelow(source, allowed)))
            {
                yield return new PropertyFault(
                    path,
                    $"The folder '{source}' is not below one that the operator lists in Kadende:Plugins:Docker:BindMounts: use a volume's name."
                );
            }
        }
    }

    /// <summary>Paths with dots in them are refused: they say one thing and mean another.</summary>
    private static bool IsBelow(string path, string folder)
    {
        var end = folder.TrimEnd('/');
        return !path.Split('/').Any(part => part is "." or "..")
            && (path.TrimEnd('/') == end || path.StartsWith($"{end}/", StringComparison.Ordinal));
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();

    [GeneratedRegex(
        "^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex VolumeName();
}
