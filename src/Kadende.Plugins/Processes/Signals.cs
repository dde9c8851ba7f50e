using System.Runtime.InteropServices;

namespace Kadende.Plugins.Processes;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Signals every process of a group. That there is none is no fault: it was to end anyway.</summary>
    public static void SendToGroup(int group, int signal)
    {
        // 0 and 1 would mean our own group and every process of the machine.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(group, 1);
        _ = Send(-group, signal);
    }

    /// <summary>Whether the group has any process, those that ended and were not waited for included.</summary>
    public static bool GroupExists(int group) => Send(-group, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);
}
