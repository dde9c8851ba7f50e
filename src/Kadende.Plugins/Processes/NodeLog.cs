using Kadende.Plugins.Machines;

namespace Kadende.Plugins.Processes;

/// <summary>The <c>output.log</c> of a node: what its process wrote.</summary>
/// <param name="limit">How long it may become, in bytes.</param>
internal sealed class NodeLog(long limit)
{
    private const int ConsoleLimit = 64 * 1024;

    /// <summary>Null when the process has written nothing (yet).</summary>
    public static async Task<string?> ReadEndAsync(NodeFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var log = Open(folder.LogPath, FileAccess.Read);
            // One byte more tells whether the end begins in the middle.
            log.Seek(-Math.Min(log.Length, ConsoleLimit + 1), SeekOrigin.End);
            var bytes = new byte[ConsoleLimit + 1];
            var length = await log.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length == 0 ? null : OutputTail.TextOf(bytes.AsSpan(0, length), ConsoleLimit);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Moves a log that became too long aside, over the one moved aside before. The process goes on in the emptied file, because it
    /// appends; what it writes in the very moment is lost.
    /// </summary>
    public void Shorten(NodeFolder folder)
    {
        if (new FileInfo(folder.LogPath) is not { Exists: true, Length: var length } || length <= limit)
        {
            return;
        }

        try
        {
            File.Copy(folder.LogPath, folder.LogPath + ".1", overwrite: true);
            using var log = Open(folder.LogPath, FileAccess.Write);
            log.SetLength(0);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The node was removed meanwhile.
        }
    }

    private static FileStream Open(string path, FileAccess access) =>
        new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
}
