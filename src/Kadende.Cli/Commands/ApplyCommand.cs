using System.CommandLine;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;
using Kadende.Cli.Watching;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende apply</c></summary>
internal static class ApplyCommand
{
    /// <summary>The answer's time may be a moment later than that of the first event.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public static Command Build(ServerOptions options)
    {
        var file = CommonArguments.File();
        var watch = new Option<bool>("--watch")
        {
            Description = "Show events and nodes until the cluster is converged",
        };
        var command = new Command("apply", "Create the cluster of a spec, or change it") { file, watch };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var spec = await SpecFile.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
                var since = await ApplyAsync(server, spec, options.Surroundings, cancellationToken);
                return parsed.GetValue(watch)
                    ? await ClusterWatch.RunAsync(
                        server,
                        options.Surroundings,
                        new WatchRequest(spec.Cluster!, since, Follow: false),
                        cancellationToken
                    )
                    : ExitCode.Done;
            }
        );
        return command;
    }

    /// <returns>From when on events tell of what was applied; null when nothing was changed.</returns>
    private static async Task<DateTimeOffset?> ApplyAsync(
        KadendeServer server,
        SpecFile spec,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        var before = spec.Cluster is null ? null : await server.FindClusterAsync(spec.Cluster, cancellationToken);
        var after = await SpecRequests.PutAsync(server, spec, cancellationToken);
        var isSame = before?.Id == after.Id && before.Generation == after.Generation;
        var what =
            isSame ? "unchanged"
            : before?.Id == after.Id ? "changed"
            : "created";
        await Warnings.WriteAsync(surroundings.Error, spec.Path, after.Warnings);
        await surroundings.Output.WriteLineAsync($"{after.Name} {what}, generation {after.Generation}");
        return isSame ? null : after.ChangedAt - Moment;
    }
}
