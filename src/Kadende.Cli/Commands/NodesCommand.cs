using System.CommandLine;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende nodes</c></summary>
internal static class NodesCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var group = new Option<string?>("--group") { Description = "Only nodes of this group" };
        var command = new Command("nodes", "List the nodes of a cluster") { cluster, group };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var path = $"{KadendeServer.ClusterPath(parsed.GetRequiredValue(cluster))}/nodes?size=1000";
                if (parsed.GetValue(group) is { } only)
                {
                    path = KadendeServer.With(path, "group", only);
                }

                var rows = new List<string[]>();
                await foreach (
                    var node in server.ListAsync(path, AnswerJson.Default.PageAnswerNodeAnswer, cancellationToken)
                )
                {
                    rows.Add(Row(node));
                }

                await Columns.WriteAsync(
                    options.Surroundings.Output,
                    ["SLOT", "NODE", "STATE", "HEALTH", "PID", "ADDRESS", "REASON"],
                    rows
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string[] Row(NodeAnswer node) =>
        [
            $"{node.Group}/{node.Slot}",
            node.Id,
            node.State,
            node.Health,
            node.Details.GetValueOrDefault("pid") ?? "-",
            node.Address ?? "-",
            node.Reason ?? "",
        ];
}
