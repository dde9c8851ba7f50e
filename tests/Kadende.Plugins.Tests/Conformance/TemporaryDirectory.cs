namespace Kadende.Plugins.Tests.Conformance;

/// <summary>A folder of its own for one test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kadende-plugins-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
