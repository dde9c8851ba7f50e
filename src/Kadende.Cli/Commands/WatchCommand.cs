using System.CommandLine;
using Kadende.Cli.Server;
using Kadende.Cli.Watching;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende watch</c></summary>
internal static class WatchCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var follow = new Option<bool>("--follow") { Description = "Go on after the cluster is converged" };
        var since = CommonArguments.Since();
        var command = new Command("watch", "Show events and nodes until the cluster is converged, or gone")
        {
            cluster,
            follow,
            since,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                return await ClusterWatch.RunAsync(
                    server,
                    options.Surroundings,
                    new WatchRequest(parsed.GetRequiredValue(cluster), parsed.GetValue(since), parsed.GetValue(follow)),
                    cancellationToken
                );
            }
        );
        return command;
    }
}
