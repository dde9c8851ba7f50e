using System.Diagnostics;
using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>A shell of this machine, with a Docker of its own.</summary>
public sealed class LocalShell(string dockerHost) : IMachineShell
{
    public string Route => "exec";

    public async Task<ExecResult> ExecAsync(string script, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec 2>&1\n{script}"])
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
