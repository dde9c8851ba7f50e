using System.Globalization;
using System.Text;

namespace Kadende.Plugins.Processes;

/// <summary>Ends the process of a node with all that it started in its session: asked first, then killed.</summary>
internal sealed class ProcessStop(TimeSpan grace, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(2);

    /// <returns>False when something of it still runs.</returns>
    public async Task<bool> StopAsync(ProcessIdentity identity, string token, CancellationToken cancellationToken)
    {
        if (!IsOurs(identity, token))
        {
            return true;
        }

        Signals.SendToGroup(identity.Pid, Signals.Terminate);
        if (await EndsWithinAsync(grace, identity, token, cancellationToken))
        {
            return true;
        }

        Signals.SendToGroup(identity.Pid, Signals.Kill);
        return await EndsWithinAsync(KillTime, identity, token, cancellationToken);
    }

    private async Task<bool> EndsWithinAsync(
        TimeSpan limit,
        ProcessIdentity identity,
        string token,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        while (IsOurs(identity, token))
        {
            if (time.GetElapsedTime(begun) >= limit)
            {
                return false;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return true;
    }

    /// <summary>
    /// Whether the group of this number still has a process of the node: the first one, or another that it left behind. A group that
    /// only has the same number is never ours.
    /// </summary>
    private static bool IsOurs(ProcessIdentity identity, string token) =>
        identity.BootId == ProcessIdentity.CurrentBootId()
        && Signals.GroupExists(identity.Pid)
        && (identity.IsAlive() || HasLeftBehind(identity.Pid, token));

    private static bool HasLeftBehind(int session, string token) =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(path => Path.GetFileName(path))
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => ProcessStat.Read(int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture)))
            .OfType<ProcessStat>()
            .Any(stat => stat.Session == session && !stat.IsDead && WasStartedFor(token, stat.Pid));

    private static bool WasStartedFor(string token, int pid)
    {
        try
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ");
            return Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\0').Contains($"KADENDE_TOKEN={token}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or another user's: not ours.
            return false;
        }
    }
}
