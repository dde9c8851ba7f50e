using System.CommandLine;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende pause</c>, <c>resume</c>, <c>free</c>, <c>manage</c>, <c>upgrade</c> and <c>lift-breaker</c>.</summary>
internal static class GroupCommands
{
    public static IEnumerable<Command> Build(ServerOptions options) =>
        [
            Verb(options, "pause", "Leave a group or the cluster as it is, and go on looking at it"),
            Verb(options, "resume", "Let a paused group or cluster go on"),
            Verb(options, "free", "Take a group or the cluster out of management; its machines stay"),
            Verb(options, "manage", "Take a freed group or cluster back into management"),
            Verb(
                options,
                "upgrade",
                "Let a group, or all, use the newest plugins that are installed and its spec allows"
            ),
            Verb(options, "lift-breaker", "Let unhealthy nodes be replaced again after too many fell ill at once"),
        ];

    private static Command Verb(ServerOptions options, string verb, string description)
    {
        var cluster = CommonArguments.Cluster();
        var group = HandCommands.Group("The path of the group; the whole cluster when left out");
        var reason = HandCommands.Reason();
        var command = new Command(verb, description) { cluster, group, reason };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var path = $"{KadendeServer.ClusterPath(parsed.GetRequiredValue(cluster))}/{verb}";
                return HandCommands.AskAsync(
                    options,
                    parsed,
                    parsed.GetValue(group) is { } only ? KadendeServer.With(path, "group", only) : path,
                    new HandRequest { Reason = parsed.GetValue(reason) },
                    cancellationToken
                );
            }
        );
        return command;
    }
}
