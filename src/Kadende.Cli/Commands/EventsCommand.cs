using System.CommandLine;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;
using Kadende.Cli.Watching;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende events</c></summary>
internal static class EventsCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var follow = new Option<bool>("--follow") { Description = "Go on with what comes, until the cluster is gone" };
        var since = CommonArguments.Since();
        var command = new Command("events", "Show what happened to a cluster and why, oldest first")
        {
            cluster,
            follow,
            since,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var name = parsed.GetRequiredValue(cluster);
                var from = parsed.GetValue(since);
                var events = parsed.GetValue(follow)
                    ? EventStream.FollowAsync(server, name, from, options.Surroundings.Time, cancellationToken)
                    : server.ListAsync(
                        EventStream.PathOf(name, follow: false, from),
                        AnswerJson.Default.PageAnswerEventAnswer,
                        cancellationToken
                    );
                await foreach (var one in events)
                {
                    await options.Surroundings.Output.WriteLineAsync(Lines.Of(one));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
