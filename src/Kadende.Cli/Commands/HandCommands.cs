using System.CommandLine;
using System.Net.Http.Json;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary>What is asked of a node, a group or a cluster besides a spec.</summary>
internal static class HandCommands
{
    public static Option<string?> Reason() => new("--reason") { Description = "Why; events and holds show it" };

    public static Option<string?> For() => new("--for") { Description = "How long, such as 30m or 2h" };

    public static Option<string?> Group(string description) => new("--group") { Description = description };

    /// <summary>Asks and prints what the server says will happen.</summary>
    /// <param name="path">Below the cluster.</param>
    public static async Task<int> AskAsync(
        ServerOptions options,
        ParseResult parsed,
        string path,
        HandRequest body,
        CancellationToken cancellationToken
    )
    {
        using var server = options.Open(parsed);
        var answer = await server.AskAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = JsonContent.Create(body, AnswerJson.Default.HandRequest),
            },
            AnswerJson.Default.HandAnswer,
            file: null,
            cancellationToken
        );
        await options.Surroundings.Output.WriteLineAsync(answer.Message);
        return ExitCode.Done;
    }
}
