using System.CommandLine;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende plugins</c></summary>
internal static class PluginsCommand
{
    public static Command Build(ServerOptions options)
    {
        var command = new Command("plugins", "List the plugins that specs may name, and how their last calls went");
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var plugins = await server.AskAsync(
                    new HttpRequestMessage(HttpMethod.Get, "api/plugins"),
                    PluginJson.Default.IReadOnlyListPluginAnswer,
                    file: null,
                    cancellationToken
                );
                await Columns.WriteAsync(
                    options.Surroundings.Output,
                    ["KIND", "NAME", "VERSIONS", "URL", "HEALTH"],
                    plugins.Select(Row)
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string[] Row(PluginAnswer plugin) =>
        [
            plugin.Kind,
            plugin.Name,
            string.Join(", ", plugin.Versions.Select(version => version.Version)),
            plugin.Url ?? "-",
            HealthOf(plugin.Versions),
        ];

    /// <summary>What was never called is neither well nor ill. Of several versions it is said which one fares how.</summary>
    private static string HealthOf(IReadOnlyList<PluginAnswer.VersionAnswer> versions)
    {
        var told = versions
            .Where(version => version.Health is not null)
            .Select(version => (versions.Count == 1 ? "" : $"{version.Version} ") + Told(version.Health))
            .ToList();
        return told.Count == 0 ? "-" : string.Join("; ", told);
    }

    private static string Told(PluginAnswer.HealthAnswer? health) =>
        health switch
        {
            null => "",
            { Reason: { } reason } => $"{health.State}: {reason}",
            _ => health.State,
        };
}
