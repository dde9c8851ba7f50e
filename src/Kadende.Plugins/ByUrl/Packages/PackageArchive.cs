using System.Globalization;
using System.IO.Compression;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Unpacks archives from anywhere: nothing in them leads out of the folder, and they are no larger than allowed.</summary>
internal static class PackageArchive
{
    private const int MaxEntries = 5000;
    private const int LongestName = 240;
    private const int FileTypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <param name="folder">Exists and is empty.</param>
    /// <exception cref="PackageException">The archive is broken or not allowed.</exception>
    public static async Task UnpackAsync(
        Stream package,
        string folder,
        long maxBytes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(
                package,
                ZipArchiveMode.Read,
                leaveOpen: true,
                entryNameEncoding: null,
                cancellationToken
            );
            if (archive.Entries.Count > MaxEntries)
            {
                throw new PackageException($"The package has more than {MaxEntries} files.");
            }

            var left = maxBytes;
            foreach (var entry in archive.Entries)
            {
                left -= await UnpackAsync(entry, folder, left, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or NotSupportedException)
        {
            throw new PackageException($"The package cannot be unpacked: {failure.Message}", failure);
        }
    }

    /// <summary>Removes a folder that was unpacked to; what cannot be removed goes with the other temporary files.</summary>
    public static void Remove(string? folder)
    {
        try
        {
            if (folder is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Some systems keep files that were loaded until they are out of memory.
        }
    }

    private static async Task<long> UnpackAsync(
        ZipArchiveEntry entry,
        string folder,
        long left,
        CancellationToken cancellationToken
    )
    {
        var name = entry.FullName;
        var type = (entry.ExternalAttributes >> 16) & FileTypeBits;
        if (!IsPlainName(name) || type is not (0 or RegularFile or Folder))
        {
            throw new PackageException(
                $"The package holds '{Shown(name)}', which leads out of its folder or is no plain file. Nothing of it is loaded."
            );
        }

        var path = Path.Combine(folder, name);
        if (name.EndsWith('/'))
        {
            Directory.CreateDirectory(path);
            return 0;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var source = await entry.OpenAsync(cancellationToken);
        // A second file of the same name would replace what was looked at.
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        return await CopyAsync(source, target, left, cancellationToken);
    }

    /// <summary>Counts what comes: what an archive says of its sizes need not be true.</summary>
    private static async Task<long> CopyAsync(
        Stream source,
        Stream target,
        long left,
        CancellationToken cancellationToken
    )
    {
        var portion = new byte[64 * 1024];
        var total = 0L;
        int length;
        while ((length = await source.ReadAsync(portion, cancellationToken)) > 0)
        {
            total += length;
            if (total > left)
            {
                throw new PackageException("The package is larger when it is unpacked than is allowed.");
            }

            await target.WriteAsync(portion.AsMemory(0, length), cancellationToken);
        }

        return total;
    }

    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= LongestName
        && !name.StartsWith('/')
        && !name.Any(c => c is '\\' or ':' || char.IsControl(c))
        && name.TrimEnd('/').Split('/').All(part => part is not ("" or "." or ".."));

    private static string Shown(string name) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{new string([.. name.Take(LongestName).Select(c => char.IsControl(c) ? '?' : c)])}"
        );
}
