using System.CommandLine;
using System.Globalization;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende get</c></summary>
internal static class GetCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = new Argument<string?>("cluster")
        {
            Description = "The name or the id of a cluster; without it all are listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        CommonArguments.RefuseOptions(cluster);
        var command = new Command("get", "Show the clusters, or the groups of one") { cluster };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var output = options.Surroundings.Output;
                await (
                    parsed.GetValue(cluster) is { } name
                        ? PrintAsync(await server.GetClusterAsync(name, cancellationToken), output)
                        : PrintAllAsync(server, output, cancellationToken)
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task PrintAllAsync(
        KadendeServer server,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<string[]>();
        var clusters = server.ListAsync(
            "api/clusters?size=200",
            AnswerJson.Default.PageAnswerClusterAnswer,
            cancellationToken
        );
        await foreach (var one in clusters)
        {
            rows.Add([one.Name, one.State, Text(one.Wanted), Text(one.Healthy), Text(one.Generation), one.Id]);
        }

        await Columns.WriteAsync(output, ["CLUSTER", "STATE", "WANTED", "HEALTHY", "GENERATION", "ID"], rows);
    }

    private static async Task PrintAsync(ClusterAnswer cluster, TextWriter output)
    {
        await output.WriteLineAsync(
            $"{cluster.Name} {cluster.State}, version {cluster.Version}, generation {cluster.Generation}, id {cluster.Id}"
        );
        var rows = cluster.Groups.Select(group =>
            (string[])
                [
                    group.Path,
                    group.State,
                    Text(group.Wanted),
                    Text(group.Present),
                    Text(group.Healthy),
                    Text(group.Changing),
                ]
        );
        await Columns.WriteAsync(output, ["GROUP", "STATE", "WANTED", "PRESENT", "HEALTHY", "CHANGING"], rows);
        foreach (var condition in cluster.Conditions)
        {
            await output.WriteLineAsync($"! {condition.Type}: {condition.Message}");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
