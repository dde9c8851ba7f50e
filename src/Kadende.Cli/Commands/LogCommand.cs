using System.CommandLine;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende log</c></summary>
internal static class LogCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var node = CommonArguments.Node();
        var command = new Command("log", "Show what ran on a node's machine and what it wrote") { cluster, node };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var path =
                    $"{KadendeServer.NodePath(parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(node))}/log";
                await options.Surroundings.Output.WriteAsync(await server.ReadTextAsync(path, cancellationToken));
                return ExitCode.Done;
            }
        );
        return command;
    }
}
