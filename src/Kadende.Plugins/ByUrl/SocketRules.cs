namespace Kadende.Plugins.ByUrl;

/// <summary>Which unix sockets may be opened: those in the folders that an administrator allows, reached without links.</summary>
internal sealed class SocketRules(IReadOnlyList<string> folders)
{
    /// <summary>Why this socket may not be opened, and what to do; null when it may.</summary>
    public string? ProblemOf(string socket)
    {
        var path = Path.GetFullPath(socket);
        if (FolderOf(path) is not { } folder)
        {
            return $"The socket {socket} is not allowed: an administrator has to add its folder to "
                + $"{PluginUrlOptions.Section}:{nameof(PluginUrlOptions.AllowUnixSockets)}.";
        }

        // A link may lead out of the folder, such as to a container engine's socket.
        return HasLink(path, folder) ? $"The socket {socket} is not allowed: it is reached through a link." : null;
    }

    /// <summary>
    /// InfraKit calls a plugin <c>b</c> behind the socket <c>a</c> by the name <c>a/b</c>: below what is no folder there are no sockets,
    /// and what stands there is the type.
    /// </summary>
    public PluginAddress.Remote Resolve(PluginAddress.Remote remote)
    {
        if (remote is not { Socket: { } socket, Type.Length: 0 } || FolderOf(socket) is not { } at)
        {
            return remote;
        }

        var parts = socket[(at.Length + 1)..].Split(Path.DirectorySeparatorChar);
        for (var i = 0; i < parts.Length - 1; i++)
        {
            at = Path.Combine(at, parts[i]);
            if (!Directory.Exists(at))
            {
                return remote with { Socket = at, Type = string.Join('/', parts[(i + 1)..]) };
            }
        }

        return remote;
    }

    private string? FolderOf(string path) =>
        folders
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .FirstOrDefault(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

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
