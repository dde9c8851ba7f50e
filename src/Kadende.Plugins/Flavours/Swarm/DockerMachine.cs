using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>Runs Docker's commands on one machine.</summary>
internal sealed class DockerMachine(FlavourNode node, IMachineShell shell)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public FlavourNode Node => node;

    /// <summary>Null when there is no way to run commands on it.</summary>
    public static DockerMachine? Of(FlavourNode node) =>
        node.Shell is { } shell ? new DockerMachine(node, shell) : null;

    /// <summary>What it says of its swarm; null when its Docker does not answer, or it cannot be reached.</summary>
    public async Task<SwarmState?> FindStateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return SwarmState.Parse((await shell.ExecAsync(SwarmState.Script, Limit, cancellationToken)).Output);
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>Runs a command that may fail.</summary>
    public Task<ExecResult> TryAsync(string command, CancellationToken cancellationToken) =>
        shell.ExecAsync(command, Limit, cancellationToken);

    /// <summary>Runs a command, tells of it in the node's log, and gives what it said.</summary>
    /// <param name="shown">The command as the log may have it, without secrets.</param>
    /// <exception cref="ProviderException">It failed, or the machine cannot be reached.</exception>
    public async Task<string> RunAsync(
        string command,
        string shown,
        Action<string> log,
        CancellationToken cancellationToken
    )
    {
        log($"$ {shown}");
        var result = await shell.ExecAsync(command, Limit, cancellationToken);
        var said = result.Output.Trim();
        if (result.ExitCode != 0)
        {
            foreach (var line in said.Split('\n'))
            {
                log(line);
            }

            throw new ProviderUnavailableException($"'{shown}' failed: {said.Split('\n')[^1]}");
        }

        log("exit 0");
        return said;
    }
}
