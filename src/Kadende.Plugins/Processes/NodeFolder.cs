using System.Text;
using System.Text.Json;

namespace Kadende.Plugins.Processes;

/// <summary>The folder of one node: <c>node.json</c>, <c>init.sh</c>, <c>pid</c>, <c>output.log</c> and <c>work/</c>.</summary>
internal sealed record NodeFolder(string Root, string Installation, string Token)
{
    /// <summary>What stands in <c>pid</c> when the node is to be removed, so that no process can take the slot any more.</summary>
    private const string Closed = "closed\n";

    /// <summary>The instance's id.</summary>
    public string Id => $"{Installation}/{Token}";

    public string Path => System.IO.Path.Combine(Root, Installation, Token);

    public string RecordPath => System.IO.Path.Combine(Path, "node.json");

    public string InitPath => System.IO.Path.Combine(Path, "init.sh");

    public string WorkPath => System.IO.Path.Combine(Path, "work");

    public string LogPath => System.IO.Path.Combine(Path, "output.log");

    private string PidPath => System.IO.Path.Combine(Path, "pid");

    /// <summary>Null when the id is not one of ours, so that nothing outside the root is ever touched.</summary>
    public static NodeFolder? TryParse(string root, string id)
    {
        var parts = id.Split('/');
        return parts.Length == 2 && Core.Specs.SpecNames.IsName(parts[0]) && PluginLabels.IsToken(parts[1])
            ? new NodeFolder(root, parts[0], parts[1])
            : null;
    }

    public void Write(NodeRecord record) =>
        Replace(RecordPath, JsonSerializer.SerializeToUtf8Bytes(record, NodeRecordJson.Default.NodeRecord));

    public void WriteInit(string init) => Replace(InitPath, Encoding.UTF8.GetBytes(init));

    public string? ReadInit() => File.Exists(InitPath) ? File.ReadAllText(InitPath) : null;

    /// <summary>Who runs in this node, as its process itself wrote it down.</summary>
    public SlotClaim ReadClaim()
    {
        try
        {
            var text = File.ReadAllText(PidPath);
            return text switch
            {
                "" => new SlotClaim.Pending(new DateTimeOffset(File.GetLastWriteTimeUtc(PidPath))),
                Closed => new SlotClaim.ClosedForGood(),
                _ when ProcessIdentity.TryParse(text) is { } identity => new SlotClaim.Taken(identity),
                _ => new SlotClaim.ClosedForGood(),
            };
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SlotClaim.Free();
        }
    }

    /// <summary>Takes the slot when nobody has it, so that a process that is being started now ends at once.</summary>
    public void Close()
    {
        try
        {
            using var file = new FileStream(PidPath, FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(Closed));
        }
        catch (DirectoryNotFoundException)
        {
            // The node is gone already.
        }
        catch (IOException) when (File.Exists(PidPath))
        {
            // A process was first.
        }
    }

    private static void Replace(string path, byte[] bytes)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
