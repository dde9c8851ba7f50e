using System.Globalization;

namespace Kadende.Plugins.Flavours.Jobs;

/// <summary>How a job on a machine was found.</summary>
/// <param name="Code">The exit code of the last command, or why there is none: <c>timeout</c>.</param>
/// <param name="Command">The place of the command in turn, or of the last one.</param>
/// <param name="Last">What the last command of a job that ended said last; empty when nobody knows.</param>
/// <param name="HasMore">There is output that no look has taken yet.</param>
/// <param name="Lines">Output that this look took, and no other look gets.</param>
internal sealed record JobLook(
    JobPhase Phase,
    string Code,
    int Command,
    bool HasMore,
    string Last,
    IReadOnlyList<string> Lines
)
{
    /// <summary>Stands before what a look tells, so that greetings of the machine are told apart.</summary>
    public const string Mark = "kadende-job";

    /// <summary>Null when the machine did not answer as asked.</summary>
    public static JobLook? Parse(string output)
    {
        var begin = output.StartsWith(Mark, StringComparison.Ordinal)
            ? 0
            : output.IndexOf($"\n{Mark}", StringComparison.Ordinal) + 1;
        var lines = output[begin..].Split('\n');
        return
            lines.Length > 1
            && lines[0].TrimEnd('\r').Split(' ') is [Mark, var phase, var code, var command, var more]
            && Enum.TryParse<JobPhase>(phase, ignoreCase: true, out var known)
            && int.TryParse(command, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new JobLook(known, code, index, more == "1", lines[1].TrimEnd('\r'), LinesOf(lines))
            : null;
    }

    private static List<string> LinesOf(string[] lines)
    {
        var rest = lines.Skip(2).Select(line => line.TrimEnd('\r')).ToList();
        if (rest is [.., ""])
        {
            rest.RemoveAt(rest.Count - 1);
        }

        return rest;
    }
}

/// <summary>Where a job is.</summary>
internal enum JobPhase
{
    /// <summary>It was not begun.</summary>
    Absent,

    Running,

    Ended,

    /// <summary>It was begun, did not end, and does not run: the machine was started anew, or somebody ended it.</summary>
    Lost,
}
