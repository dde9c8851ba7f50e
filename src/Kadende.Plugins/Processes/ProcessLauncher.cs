using System.ComponentModel;
using System.Diagnostics;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Processes;

/// <summary>
/// Starts the process of a node in a session of its own, apart from this one's terminal, so that it outlives the host. The process takes
/// the slot itself before it runs anything: of several that are started for one node the first runs and the others end, and none runs
/// without being written down.
/// </summary>
internal static class ProcessLauncher
{
    // The shell reads /proc/self itself, and `exec` keeps its pid: what it writes is the identity of the node's process.
    private const string Script = """
        exec 2>&1
        cd "$1" || exit
        read -r stat </proc/self/stat && read -r boot </proc/sys/kernel/random/boot_id || exit
        set -C
        if ! { printf '%s\n%s\n' "$stat" "$boot" >pid; } 2>/dev/null; then
          [ -e pid ] || echo "cannot write $1/pid"
          exit
        fi
        set +C
        shift
        cd work && exec "$@" </dev/null >>../output.log 2>&1
        """;

    public static async Task LaunchAsync(
        NodeFolder folder,
        NodeRecord record,
        ProcessProperties properties,
        CancellationToken cancellationToken
    )
    {
        using var process = Start(folder, record, properties);
        process.StandardInput.Close();
        // The pipe closes when the process has taken the slot and turned to its log, or has ended.
        var said =
            await process.StandardOutput.ReadToEndAsync(cancellationToken)
            + await process.StandardError.ReadToEndAsync(cancellationToken);
        if (folder.ReadClaim() is SlotClaim.Free)
        {
            throw new ProviderUnavailableException($"The process did not start: {said.Trim()}");
        }
    }

    private static Process Start(NodeFolder folder, NodeRecord record, ProcessProperties properties)
    {
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        // Forked, so that the node's process is not our child and need not be waited for.
        foreach (var argument in (string[])["--fork", "/bin/sh", "-c", Script, "kadende-node", folder.Path])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in CommandOf(folder))
        {
            start.ArgumentList.Add(argument);
        }

        NodeEnvironment.Set(start, record, properties);
        try
        {
            return Process.Start(start)
                ?? throw new ProviderUnavailableException(
                    "The process did not start, and the system does not say why."
                );
        }
        catch (Win32Exception failure)
        {
            throw new ProviderUnavailableException($"'setsid' cannot be run: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// The interpreter is named here rather than left to the system, because a script that was just written may not be executed while
    /// another process, started at the same moment, still has it open.
    /// </summary>
    private static string[] CommandOf(NodeFolder folder)
    {
        if (folder.ReadInit() is not { } init)
        {
            return ["sleep", "infinity"];
        }

        if (!init.StartsWith("#!", StringComparison.Ordinal))
        {
            return ["/bin/sh", folder.InitPath];
        }

        var line = init[2..].Split('\n', 2)[0].Trim();
        return line.Length == 0
            ? ["/bin/sh", folder.InitPath]
            : [.. line.Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries), folder.InitPath];
    }
}
