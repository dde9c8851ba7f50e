using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Processes;

/// <summary>All nodes below one folder.</summary>
internal sealed class NodeFolders(string root)
{
    // Parsed records by path. Every use looks at the file again: a record counts only for the file that it was read from.
    private readonly ConcurrentDictionary<string, CachedRecord> _records = new(StringComparer.Ordinal);

    public string Root { get; } = root;

    /// <summary>The nodes in the order of their ids, those behind <paramref name="after"/>.</summary>
    public IEnumerable<NodeFolder> List(string? installation, string? after) =>
        (installation is null ? Names(Root).Where(SpecNames.IsName) : [installation])
            .SelectMany(name =>
                Names(Path.Combine(Root, name))
                    .Where(token => PluginLabels.IsToken(token))
                    .Select(token => new NodeFolder(Root, name, token))
            )
            .Where(folder => after is null || string.CompareOrdinal(folder.Id, after) > 0)
            .OrderBy(folder => folder.Id, StringComparer.Ordinal);

    /// <exception cref="InstanceGoneException">There is no such node.</exception>
    public (NodeFolder Folder, NodeRecord Record) Find(string id) =>
        NodeFolder.TryParse(Root, id) is { } folder && Read(folder) is { } record
            ? (folder, record)
            : throw new InstanceGoneException($"There is no process '{id}'.");

    /// <summary>Null while the node is only being prepared, and when it is gone.</summary>
    public NodeRecord? Read(NodeFolder folder)
    {
        var file = new FileInfo(folder.RecordPath);
        if (!file.Exists)
        {
            _records.TryRemove(folder.Path, out _);
            return null;
        }

        var (written, length) = (file.LastWriteTimeUtc, file.Length);
        if (_records.TryGetValue(folder.Path, out var cached) && cached.Written == written && cached.Length == length)
        {
            return cached.Record;
        }

        try
        {
            var record = JsonSerializer.Deserialize(
                File.ReadAllBytes(folder.RecordPath),
                NodeRecordJson.Default.NodeRecord
            );
            _records[folder.Path] = new CachedRecord(written, length, record);
            return record;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(NodeFolder folder, NodeRecord record)
    {
        folder.Write(record);
        _records.TryRemove(folder.Path, out _);
    }

    /// <summary>Takes the folder out of all listings in one step, then deletes it.</summary>
    public void Delete(NodeFolder folder)
    {
        Directory.CreateDirectory(Trash);
        var thrownAway = Path.Combine(Trash, Path.GetRandomFileName());
        try
        {
            Directory.Move(folder.Path, thrownAway);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else removes it.
            return;
        }

        _records.TryRemove(folder.Path, out _);
        DeleteThrownAway(thrownAway);
    }

    /// <summary>Deletes what hosts left that ended in the middle.</summary>
    public void EmptyTrash()
    {
        foreach (var name in Names(Trash))
        {
            DeleteThrownAway(Path.Combine(Trash, name));
        }
    }

    private string Trash => Path.Combine(Root, ".trash");

    private static void DeleteThrownAway(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Somebody else deletes it too. What is left goes with the next removal: it is listed nowhere.
        }
    }

    private static IEnumerable<string> Names(string directory)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private sealed record CachedRecord(DateTime Written, long Length, NodeRecord? Record);
}
