using System.CommandLine;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende rollback</c></summary>
internal static class RollbackCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var generation = new Option<long?>("--to") { Description = "Which generation; the one before when left out" };
        var reason = HandCommands.Reason();
        var command = new Command("rollback", "Make the spec of an earlier generation the newest one")
        {
            cluster,
            generation,
            reason,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                HandCommands.AskAsync(
                    options,
                    parsed,
                    $"{KadendeServer.ClusterPath(parsed.GetRequiredValue(cluster))}/rollback",
                    new HandRequest { Reason = parsed.GetValue(reason), Generation = parsed.GetValue(generation) },
                    cancellationToken
                )
        );
        return command;
    }
}
