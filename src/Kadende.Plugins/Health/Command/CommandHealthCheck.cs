using System.Globalization;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Health.Command;

/// <summary>A machine is well when a script on it ends with exit code 0.</summary>
public sealed class CommandHealthCheck : IHealthCheck
{
    private const int MostOfALine = 200;

    /// <summary>How long a machine may take to run nothing at all, when it is only asked whether it is there.</summary>
    private static readonly TimeSpan KnockTime = TimeSpan.FromSeconds(1);

    public HealthCheckDescription Description { get; } =
        new(
            "command",
            "Healthy when a script that runs on the machine ends with exit code 0.",
            """
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["run"],
              "properties": {
                "run": {
                  "description": "a script for /bin/sh that may be run again at any time",
                  "type": "string",
                  "minLength": 1,
                  "maxLength": 16384
                }
              }
            }
            """
        );

    public async Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        if (probe.Shell is not { } shell)
        {
            return new HealthReading.Unknown(
                $"there is no way to run a command on {probe.Instance.Id}: its provider cannot, and SSH needs the settings in Kadende:Ssh "
                    + "and a machine with an address"
            );
        }

        var script = probe.Check.GetProperty("run").GetString() ?? "";
        try
        {
            return Judge(await shell.ExecAsync(script, probe.Timeout, cancellationToken));
        }
        catch (ProviderUnavailableException failure) when (failure.ScriptTimedOut)
        {
            // Either the script hangs, and the machine is to blame, or it cannot be reached any more, which may be our fault.
            return await IsThereAsync(shell, cancellationToken)
                ? new HealthReading.Unhealthy($"the command did not end within {PlainDuration.InWords(probe.Timeout)}")
                : Unreachable(shell, failure);
        }
        catch (ProviderException failure)
        {
            return Unreachable(shell, failure);
        }
    }

    private static HealthReading Judge(ExecResult result)
    {
        if (result.ExitCode == 0)
        {
            return new HealthReading.Healthy();
        }

        var code = string.Create(CultureInfo.InvariantCulture, $"the command ended with exit code {result.ExitCode}");
        var last = result
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault();
        return new HealthReading.Unhealthy(
            last is null ? code : $"{code}: {(last.Length <= MostOfALine ? last : last[..MostOfALine] + "…")}"
        );
    }

    private static async Task<bool> IsThereAsync(IMachineShell shell, CancellationToken cancellationToken)
    {
        try
        {
            await shell.ExecAsync(":", KnockTime, cancellationToken);
            return true;
        }
        catch (ProviderException)
        {
            return false;
        }
    }

    private static HealthReading.Unknown Unreachable(IMachineShell shell, ProviderException failure) =>
        new($"the command could not be run by {shell.Route}: {failure.Message}");
}
