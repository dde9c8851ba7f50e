using System.CommandLine;
using System.Globalization;
using Kadende.Cli.Printing;
using Kadende.Cli.Server;

namespace Kadende.Cli.Commands;

/// <summary><c>kadende plan</c></summary>
internal static class PlanCommand
{
    public static Command Build(ServerOptions options)
    {
        var file = CommonArguments.File();
        var command = new Command("plan", "Say what a spec would create, replace and delete, and do nothing") { file };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var server = options.Open(parsed);
                var spec = await SpecFile.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
                var plan = await SpecRequests.PlanAsync(server, spec, cancellationToken);
                await Warnings.WriteAsync(options.Surroundings.Error, spec.Path, plan.Warnings);
                await PrintAsync(plan, options.Surroundings.Output);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task PrintAsync(PlanAnswer plan, TextWriter output)
    {
        if (plan.AskedPlugins is false)
        {
            await output.WriteLineAsync(
                "The plugins were not asked: that needs the role Editor. They may refuse this spec."
            );
        }

        if (plan.Actions.Count == 0)
        {
            await output.WriteLineAsync("Nothing to do.");
            return;
        }

        var rows = plan.Actions.Select(step =>
            (string[])
                [
                    step.Order.ToString(CultureInfo.InvariantCulture),
                    step.Action,
                    $"{step.Group}/{step.Slot}",
                    step.Node ?? "-",
                    step.Reason,
                ]
        );
        await Columns.WriteAsync(output, ["#", "ACTION", "SLOT", "NODE", "REASON"], rows);
        await output.WriteLineAsync($"plan {plan.Hash}");
    }
}
