using System.Globalization;
using System.Text;

namespace Kadende.Plugins.Processes;

/// <summary>What Linux tells of a process in <c>/proc/{pid}/stat</c>.</summary>
/// <param name="State">Such as <c>R</c>, <c>S</c> or <c>Z</c>.</param>
internal readonly record struct ProcessStat(int Pid, char State, int Session, ulong StartTime)
{
    // Positions behind the program's name; see proc_pid_stat(5), which counts from 1 with the pid.
    private const int StateField = 0;
    private const int SessionField = 3;
    private const int StartTimeField = 19;

    public bool IsDead => State is 'Z' or 'X' or 'x';

    /// <summary>Null when there is no such process.</summary>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            using var file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            Span<byte> bytes = stackalloc byte[1024];
            var length = RandomAccess.Read(file, bytes, 0);
            return TryParse(Encoding.UTF8.GetString(bytes[..length]));
        }
        catch (IOException)
        {
            // No such file before, and "no such process" while it is read.
            return null;
        }
    }

    public static ProcessStat? TryParse(string line)
    {
        // The name stands in parentheses and may itself contain spaces and parentheses.
        var open = line.IndexOf(" (", StringComparison.Ordinal);
        var close = line.LastIndexOf(") ", StringComparison.Ordinal);
        if (open < 0 || close < open || !TryInt(line[..open], out var pid))
        {
            return null;
        }

        var fields = line[(close + 2)..].Split(' ');
        return
            fields.Length > StartTimeField
            && fields[StateField].Length == 1
            && TryInt(fields[SessionField], out var session)
            && ulong.TryParse(
                fields[StartTimeField],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var startTime
            )
            ? new ProcessStat(pid, fields[StateField][0], session, startTime)
            : null;
    }

    private static bool TryInt(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
