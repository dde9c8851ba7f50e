using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Kadende.TestKit.Plugins;

/// <summary>An archive as a user would pack it.</summary>
public sealed class BuiltPackage
{
    public const string SdkFile = "Kadende.Sdk.dll";

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The sample in <c>examples/plugins/dotnet</c>.</summary>
    public static BuiltPackage Sample() => Of("Example.Plugin");

    /// <summary>The plugins of <c>tests/Kadende.TestPlugins</c>, without the copy of the SDK that was built beside them.</summary>
    public static BuiltPackage TestPlugins() => Of("Kadende.TestPlugins").Without(SdkFile);

    /// <summary>What a project was built to.</summary>
    public static BuiltPackage Of(string project)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var built = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name);
        var package = new BuiltPackage();
        foreach (
            var path in Directory.EnumerateFiles(built).Where(path => !path.EndsWith(".pdb", StringComparison.Ordinal))
        )
        {
            package._files[Path.GetFileName(path)] = File.ReadAllBytes(path);
        }

        return package;
    }

    public byte[] this[string name] => _files[name];

    public BuiltPackage Without(string name)
    {
        _files.Remove(name);
        return this;
    }

    public BuiltPackage With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public BuiltPackage With(string name, byte[] content)
    {
        _files[name] = content;
        return this;
    }

    /// <summary>Puts all files into a folder.</summary>
    public BuiltPackage Below(string folder)
    {
        var package = new BuiltPackage();
        foreach (var (name, content) in _files)
        {
            package._files[$"{folder}/{name}"] = content;
        }

        return package;
    }

    /// <summary>Makes an assembly refer to another major version of the SDK.</summary>
    public BuiltPackage WrittenAgainst(string name, ushort major)
    {
        var image = (byte[])_files[name].Clone();
        using var reader = new PEReader(new MemoryStream(image));
        var metadata = reader.GetMetadataReader();
        var row = metadata.AssemblyReferences.Single(handle =>
            metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, "Kadende.Sdk")
        );
        // The major version is the first column of a row.
        var at =
            reader.PEHeaders.MetadataStartOffset
            + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (metadata.GetTableRowSize(TableIndex.AssemblyRef) * (MetadataTokens.GetRowNumber(row) - 1));
        BitConverter.TryWriteBytes(image.AsSpan(at), major);
        return With(name, image);
    }

    public byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in _files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
