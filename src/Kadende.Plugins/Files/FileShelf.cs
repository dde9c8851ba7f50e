using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Files;

/// <summary>The files of all nodes below one folder. A file is there as a whole or not at all.</summary>
internal sealed class FileShelf(string root)
{
    /// <summary>Where files are written before they take their place; no installation can have this name.</summary>
    private const string Unfinished = ".unfinished";

    // A reader must never fail because somebody writes, nor the other way round.
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private const int LongestHeader = 64 * 1024;

    private static readonly EnumerationOptions Shallow = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    private static readonly EnumerationOptions Deep = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
    };

    // What was read of each file. Every listing looks at the file again: what was read counts only while time and size are the same.
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    // Of the whole process: two shelves may stand in one folder.
    private static long s_temporaries;

    /// <summary>
    /// Writes a file under its id unless it is there already. Two that do this at once leave one file. A host that ends in the middle
    /// leaves a file without a header, which is not listed and is written anew when it is asked for again.
    /// </summary>
    public Instance Create(string id, FileHeader header, ReadOnlySpan<byte> text)
    {
        var path = Path.Combine(root, id);
        var bytes = header.WithText(text);
        try
        {
            return InFolderOf(path, () => WriteNew(id, path, header, bytes));
        }
        catch (IOException) when (File.Exists(path))
        {
            return Find(id) ?? Replace(id, path, header, bytes);
        }
    }

    /// <summary>Null when there is no such file.</summary>
    public Instance? Find(string id)
    {
        var file = new FileInfo(Path.Combine(root, id));
        return file.Exists ? Look(id, new Seen(file.FullName, file.LastWriteTimeUtc, file.Length)) : null;
    }

    public IEnumerable<Instance> List(string folder, bool deep)
    {
        var files = new FileSystemEnumerable<Seen>(
            Path.Combine(root, folder),
            static (ref entry) => new Seen(entry.ToFullPath(), entry.LastWriteTimeUtc.UtcDateTime, entry.Length),
            deep ? Deep : Shallow
        )
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && PluginLabels.IsToken(entry.FileName),
        };
        foreach (var seen in files)
        {
            if (Look(seen.Path[(root.Length + 1)..], seen) is { } instance)
            {
                yield return instance;
            }
        }
    }

    public bool HasFolder(string folder) => Directory.Exists(Path.Combine(root, folder));

    public void Relabel(string id, Func<FileHeader, FileHeader> change)
    {
        var path = Path.Combine(root, id);
        var bytes = File.ReadAllBytes(path);
        if (FileHeader.TryParse(bytes) is { } header)
        {
            var changed = change(header);
            Replace(id, path, changed, changed.WithText(bytes.AsSpan(bytes.IndexOf((byte)'\n') + 1)));
        }
    }

    /// <summary>Removes a file, and the folders around it that it leaves empty.</summary>
    public void Delete(string id)
    {
        _known.TryRemove(id, out _);
        try
        {
            File.Delete(Path.Combine(root, id));
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already.
        }
    }

    /// <summary>Removes a folder and those around it as far as they are empty.</summary>
    public void Tidy(string folder)
    {
        for (var at = folder; !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            var path = Path.Combine(root, at);
            if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any())
            {
                return;
            }

            try
            {
                Directory.Delete(path);
            }
            catch (IOException)
            {
                // A new file came in between.
                return;
            }
        }
    }

    private Instance? Look(string id, Seen seen)
    {
        if (_known.TryGetValue(id, out var known) && known.Written == seen.Written && known.Length == seen.Length)
        {
            return known.Instance;
        }

        if (ReadHeader(seen.Path) is not { } header)
        {
            _known.TryRemove(id, out _);
            return null;
        }

        var instance = InstanceOf(id, seen.Path, header);
        _known[id] = new Known(seen.Written, seen.Length, instance);
        return instance;
    }

    private Instance WriteNew(string id, string path, FileHeader header, byte[] bytes)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, Shared);
        RandomAccess.Write(file, bytes, 0);
        var instance = InstanceOf(id, path, header);
        _known[id] = new Known(File.GetLastWriteTimeUtc(file), bytes.Length, instance);
        return instance;
    }

    private Instance Replace(string id, string path, FileHeader header, byte[] bytes)
    {
        var number = Interlocked.Increment(ref s_temporaries);
        var temporary = Path.Combine(
            root,
            Unfinished,
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{number}")
        );
        InFolderOf(
            temporary,
            () =>
            {
                File.WriteAllBytes(temporary, bytes);
                return true;
            }
        );
        File.Move(temporary, path, overwrite: true);
        _known.TryRemove(id, out _);
        return InstanceOf(id, path, header);
    }

    /// <summary>The folder may be missing, and may also be removed by <see cref="Tidy"/> at any moment before the file stands in it.</summary>
    private static T InFolderOf<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return act();
        }
    }

    private static FileHeader? ReadHeader(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared);
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), LongestHeader)];
            var length = RandomAccess.Read(file, bytes, 0);
            return FileHeader.TryParse(bytes.AsSpan(0, length));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Instance InstanceOf(string id, string path, FileHeader header) =>
        new()
        {
            Id = id,
            State = InstanceState.Running,
            Labels = header.Labels,
            LogicalId = header.LogicalId,
            CreatedAt = header.CreatedAt,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = path },
        };

    private readonly record struct Seen(string Path, DateTime Written, long Length);

    private sealed record Known(DateTime Written, long Length, Instance Instance);
}
