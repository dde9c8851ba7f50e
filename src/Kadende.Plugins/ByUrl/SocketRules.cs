namespace Kadende.Plugins.ByUrl;

/// <summary>Which unix sockets may be opened: those in the folders that an administrator allows, reached without links.</summary>
internal sealed class SocketRules(IReadOnlyList<string> folders)
{
    /// <summary>Why this socket may not be opened, and what to do; null when it may.</summary>
    public string? ProblemOf(string socket)
    {
        var path = Path.GetFullPath(socket);
        var folder = folders
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .FirstOrDefault(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        if (folder is null)
        {
            return $"The socket {socket} is not allowed: an administrator has to add its folder to "
                + $"{PluginUrlOptions.Section}:{nameof(PluginUrlOptions.AllowUnixSockets)}.";
        }

        // A link may lead out of the folder, such as to a container engine's socket.
        return HasLink(path, folder) ? $"The socket {socket} is not allowed: it is reached through a link." : null;
    }

    private static bool HasLink(string path, string folder)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
