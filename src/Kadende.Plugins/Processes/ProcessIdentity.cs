using System.Globalization;

namespace Kadende.Plugins.Processes;

/// <summary>
/// One process, for ever: a pid is given again to another process, but not with the same start time in the same boot of the machine.
/// </summary>
/// <param name="Pid">Also the number of its process group and session, because it leads both.</param>
/// <param name="StartTime">In ticks since the boot.</param>
internal sealed record ProcessIdentity(int Pid, ulong StartTime, string BootId)
{
    /// <summary>Reads what a child wrote of itself: its line of <c>/proc/self/stat</c> and, below, the id of the boot.</summary>
    public static ProcessIdentity? TryParse(string text)
    {
        var lines = text.Split('\n');
        return lines.Length >= 2 && ProcessStat.TryParse(lines[0]) is { } stat
            ? new ProcessIdentity(stat.Pid, stat.StartTime, lines[1].Trim())
            : null;
    }

    /// <summary>Whether this process, and not another of its number, runs. One that has ended and was not waited for does not.</summary>
    public bool IsAlive() =>
        BootId == CurrentBootId() && ProcessStat.Read(Pid) is { IsDead: false } stat && stat.StartTime == StartTime;

    public static string CurrentBootId() => Boot.Value;

    private static readonly Lazy<string> Boot = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    public override string ToString() => Pid.ToString(CultureInfo.InvariantCulture);
}
