using System.CommandLine;
using Kadende.Cli.Commands;
using Kadende.Cli.Server;

namespace Kadende.Cli;

/// <summary>All commands and how they are run.</summary>
internal static class CommandTree
{
    private const string Description = """
        Kadende keeps groups of machines at the size and health that a YAML file asks for.

        The address of the server is taken from --url or KADENDE_URL, the token from KADENDE_TOKEN or the file of --token-file.
        Exit codes: 0 done; 1 wrong or refused; 2 no answer from the server; 130 interrupted.
        """;

    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> args,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        var parsed = Build(surroundings).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await surroundings.Error.WriteLineAsync($"kadende: {error.Message} See kadende --help.");
            }

            return ExitCode.Refused;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = surroundings.Output,
                    Error = surroundings.Error,
                    EnableDefaultExceptionHandler = false,
                },
                cancellationToken
            );
        }
        catch (CommandFailure failure)
        {
            foreach (var line in failure.Lines)
            {
                await surroundings.Error.WriteLineAsync(line);
            }

            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static RootCommand Build(Surroundings surroundings)
    {
        var server = new ServerOptions(surroundings);
        var root = new RootCommand(Description)
        {
            server.Url,
            server.TokenFile,
            server.Team,
            ApplyCommand.Build(server),
            PlanCommand.Build(server),
            WatchCommand.Build(server),
            GetCommand.Build(server),
            NodesCommand.Build(server),
            EventsCommand.Build(server),
            ScaleCommand.Build(server),
            DeleteCommand.Build(server),
            NodeCommand.Build(server),
            WhyCommand.Build(server),
            RollbackCommand.Build(server),
            LogCommand.Build(server),
            PluginsCommand.Build(server),
        };
        foreach (var command in GroupCommands.Build(server))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
