using System.CommandLine;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende why</c></summary>
internal static class WhyCommand
{
    public static Command Build(ServerOptions options)
    {
        var cluster = CommonArguments.Cluster();
        var group = HandCommands.Group("Only this group");
        var node = new Option<string?>("--node") { Description = "This node, also one that is gone" };
        var command = new Command("why", "Say why groups or a node are as they are, and what is being waited for")
        {
            cluster,
            group,
            node,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var (name, output) = (parsed.GetRequiredValue(cluster), options.Surroundings.Output);
                if (parsed.GetValue(node) is { } one)
                {
                    var path = $"{KadendeServer.NodePath(name, one)}/why";
                    var why = await server.AskAsync(
                        new HttpRequestMessage(HttpMethod.Get, path),
                        AnswerJson.Default.WhyAnswer,
                        file: null,
                        cancellationToken
                    );
                    await PrintAsync(output, why);
                    return ExitCode.Done;
                }

                var all = $"{KadendeServer.ClusterPath(name)}/why";
                var whys = await server.AskAsync(
                    new HttpRequestMessage(
                        HttpMethod.Get,
                        parsed.GetValue(group) is { } only ? KadendeServer.With(all, "group", only) : all
                    ),
                    AnswerJson.Default.IReadOnlyListWhyAnswer,
                    file: null,
                    cancellationToken
                );
                foreach (var why in whys)
                {
                    await PrintAsync(output, why);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task PrintAsync(TextWriter output, WhyAnswer why)
    {
        await output.WriteLineAsync(why.Message);
        if (why.Verdict is { } verdict)
        {
            await output.WriteLineAsync($"  {verdict.Message}");
        }

        foreach (var decision in why.Decisions)
        {
            await output.WriteLineAsync(
                $"  {decision.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} {decision.Kind}: {decision.Message}"
            );
        }

        foreach (var wait in why.WaitsFor)
        {
            await output.WriteLineAsync($"  > {wait.Kind}: {wait.Message}");
        }
    }
}
