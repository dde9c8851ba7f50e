using System.Globalization;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Flavours.Jobs;

/// <summary>Runs jobs on machines: each call begins what was not begun, or looks at it and tells what it said.</summary>
internal static class MachineJobs
{
    /// <summary>How long one script of ours may take.</summary>
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(15);

    /// <summary>How many pieces of output one call takes at most.</summary>
    private const int MostLooks = 8;

    /// <param name="log">Takes the job's output, line by line; each line once.</param>
    /// <exception cref="ProviderException">The machine cannot be reached.</exception>
    public static async Task<FlavourAnswer> RunAsync(
        MachineJob job,
        IMachineShell shell,
        Action<string> log,
        CancellationToken cancellationToken
    )
    {
        var isBegun = false;
        var last = "";
        for (var left = MostLooks; left > 0; left--)
        {
            var look = await LookAsync(job, shell, cancellationToken);
            foreach (var line in look.Lines)
            {
                log(line);
                last = line;
            }

            if (look.Phase == JobPhase.Absent)
            {
                if (!isBegun)
                {
                    await BeginAsync(job, shell, cancellationToken);
                    isBegun = true;
                }
            }
            else if (!look.HasMore)
            {
                return AnswerOf(job, look);
            }
        }

        return new FlavourAnswer.Working(last.Length == 0 ? "begins" : $"reads what was written: {last}");
    }

    /// <summary>Whether the job was begun, whatever came of it.</summary>
    public static async Task<bool> IsBegunAsync(
        MachineJob job,
        IMachineShell shell,
        CancellationToken cancellationToken
    )
    {
        var result = await shell.ExecAsync(JobScripts.IsBegun(job), ScriptLimit, cancellationToken);
        return result.Output.Contains("job=begun", StringComparison.Ordinal)
            || (
                result.Output.Contains("job=absent", StringComparison.Ordinal)
                    ? false
                    : throw new ProviderUnavailableException(
                        $"The machine did not say whether its commands were begun, but: {Tail(result.Output)}"
                    )
            );
    }

    private static async Task<JobLook> LookAsync(
        MachineJob job,
        IMachineShell shell,
        CancellationToken cancellationToken
    )
    {
        var result = await shell.ExecAsync(JobScripts.LookAt(job), ScriptLimit, cancellationToken);
        return JobLook.Parse(result.Output)
            ?? throw new ProviderUnavailableException(
                $"The machine did not say how its commands are doing, but: {Tail(result.Output)}"
            );
    }

    private static async Task BeginAsync(MachineJob job, IMachineShell shell, CancellationToken cancellationToken)
    {
        var result = await shell.ExecAsync(JobScripts.Begin(job), ScriptLimit, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new ProviderUnavailableException($"The commands could not be begun: {Tail(result.Output)}");
        }
    }

    private static FlavourAnswer AnswerOf(MachineJob job, JobLook look)
    {
        var command = Title(job.Commands[Math.Min(look.Command, job.Commands.Count - 1)]);
        return look switch
        {
            { Phase: JobPhase.Running } => new FlavourAnswer.Working($"runs '{command}'"),
            { Phase: JobPhase.Lost } => new FlavourAnswer.Failed(
                $"'{command}' did not come to its end: the machine was started anew, or somebody ended it"
            ),
            { Code: "0" } => new FlavourAnswer.Done(),
            { Code: "timeout" } => new FlavourAnswer.Failed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{command}' took longer than {job.Timeout.TotalSeconds:0.###}s and was ended"
                )
            ),
            _ => new FlavourAnswer.Failed($"'{command}' ended with exit code {look.Code}{Because(look)}"),
        };
    }

    /// <summary>What the command said last, unless that is the command itself.</summary>
    private static string Because(JobLook look) =>
        look.Last.Length == 0
        || look.Last.StartsWith("$ ", StringComparison.Ordinal)
        || look.Last.StartsWith("> ", StringComparison.Ordinal)
            ? ""
            : $": {look.Last}";

    /// <summary>The first line of a command, shortened.</summary>
    private static string Title(string command)
    {
        const int Most = 80;
        var lines = command.Trim().Split('\n');
        var first = lines[0].Length > Most ? lines[0][..Most] : lines[0];
        return lines.Length > 1 || first.Length < lines[0].Length ? $"{first}…" : first;
    }

    private static string Tail(string output)
    {
        var text = output.Trim();
        return text.Length == 0 ? "nothing" : text[Math.Max(0, text.Length - 300)..];
    }
}
