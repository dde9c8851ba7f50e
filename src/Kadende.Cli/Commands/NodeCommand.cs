using System.CommandLine;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende node replace</c> and its like.</summary>
internal static class NodeCommand
{
    public static Command Build(ServerOptions options) =>
        new("node", "Do something with a single node")
        {
            Verb(options, "replace", "Replace it by another one"),
            Verb(options, "drain", "Let it let go of its work and stand by"),
            Verb(
                options,
                "quarantine",
                "Take it out of its group and keep it for a look at it; needs --for",
                ends: true
            ),
            Verb(options, "forget", "Give it up and leave its machine as it is"),
            Verb(options, "protect", "Keep it from being replaced, updated or scaled in", ends: true),
            Verb(options, "standby", "Let it stand by, without being judged", ends: true),
            Verb(options, "resume", "End its protection, standby or drain"),
        };

    private static Command Verb(ServerOptions options, string verb, string description, bool ends = false)
    {
        var cluster = CommonArguments.Cluster();
        var node = CommonArguments.Node();
        var reason = HandCommands.Reason();
        var command = new Command(verb, description) { cluster, node, reason };
        var length = HandCommands.For();
        if (ends)
        {
            command.Options.Add(length);
        }

        command.SetAction(
            (parsed, cancellationToken) =>
                HandCommands.AskAsync(
                    options,
                    parsed,
                    $"{KadendeServer.NodePath(parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(node))}/{verb}",
                    new HandRequest { Reason = parsed.GetValue(reason), For = ends ? parsed.GetValue(length) : null },
                    cancellationToken
                )
        );
        return command;
    }
}
