namespace Kadende.Cli.Tests;

/// <summary>A spec in a file of its own.</summary>
internal sealed class SpecOnDisk : IDisposable
{
    public const string Good = """
        version: "1"
        name: web
        groups:
          front:
            size: 1
            resourcePlugin: { name: file }
        """;

    public SpecOnDisk(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
