using System.Diagnostics;
using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>A shell of this machine, with a Docker of its own.</summary>
/// <param name="within">What runs the shell, with words before it; nothing when it needs nobody.</param>
public sealed class LocalShell(string dockerHost, params string[] within) : IMachineShell
{
    public string Route => "exec";

    public async Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string[] words = [.. within, "/bin/sh", "-c", $"exec 2>&1\n{script}"];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["DOCKER_HOST"] = dockerHost;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ExecResult(process.ExitCode, output);
    }
}
