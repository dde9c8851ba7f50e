using System.CommandLine;
using Kadende.Cli.Server;
using Kadende.Cli.Watching;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende delete</c></summary>
internal static class DeleteCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var watch = new Option<bool>("--watch") { Description = "Show events and nodes until the cluster is gone" };
        var command = new Command("delete", "Delete a cluster with all its machines") { cluster, watch };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var path = KadendeServer.ClusterPath(parsed.GetRequiredValue(cluster));
                var deleting = await server.AskAsync(
                    new HttpRequestMessage(HttpMethod.Delete, path),
                    AnswerJson.Default.ClusterAnswer,
                    file: null,
                    cancellationToken
                );
                await options.Surroundings.Output.WriteLineAsync($"{deleting.Name} is being deleted");
                return parsed.GetValue(watch)
                    ? await ClusterWatch.RunAsync(
                        server,
                        options.Surroundings,
                        new WatchRequest(deleting.Id, Since: null, Follow: false),
                        cancellationToken
                    )
                    : ExitCode.Done;
            }
        );
        return command;
    }
}
