using System.CommandLine;
using System.Net.Http.Json;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende scale</c></summary>
internal static class ScaleCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var group = new Argument<string>("group")
        {
            Description = "The path of the group, such as web or store/primary",
        };
        var size = new Argument<int>("size") { Description = "How many nodes it is to have" };
        var length = HandCommands.For();
        var command = new Command(
            "scale",
            "Set the size of a group, until the next spec is applied or the next scheduled size"
        )
        {
            cluster,
            group,
            size,
            length,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var (path, wanted) = (parsed.GetRequiredValue(group), parsed.GetValue(size));
                var names = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
                var request = new HttpRequestMessage(
                    HttpMethod.Patch,
                    $"{KadendeServer.ClusterPath(parsed.GetRequiredValue(cluster))}/groups/{names}"
                )
                {
                    Content = JsonContent.Create(
                        new SizeRequest(wanted, parsed.GetValue(length)),
                        AnswerJson.Default.SizeRequest
                    ),
                };
                var after = await server.AskAsync(
                    request,
                    AnswerJson.Default.ClusterAnswer,
                    file: null,
                    cancellationToken
                );
                await options.Surroundings.Output.WriteLineAsync(
                    $"{after.Name}/{path} scaled to {wanted}, generation {after.Generation}"
                );
                return ExitCode.Done;
            }
        );
        return command;
    }
}
