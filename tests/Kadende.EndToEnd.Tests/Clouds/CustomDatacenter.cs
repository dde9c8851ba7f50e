using Kadende.TestKit.Plugins;

namespace Kadende.EndToEnd.Tests.Clouds;

/// <summary>The sample of a .NET plugin as a package at a URL of this machine, and the folder where it keeps its machines.</summary>
internal sealed class CustomDatacenter : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PluginServer _server;

    private CustomDatacenter(string folder, PluginServer server, string hash)
    {
        _folder = folder;
        _server = server;
        Hash = hash;
    }

    /// <summary>Of the package.</summary>
    public string Hash { get; }

    public string Url => $"{_server.Url}/my-custom-plugin.zip";

    /// <summary>The plugin keeps its machines below the folder for temporary files.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = _folder };

    /// <summary>The ids of the machines that exist.</summary>
    public IReadOnlyList<string> Machines =>
        Directory.Exists(Home)
            ?
            [
                .. Directory
                    .EnumerateFiles(Home)
                    .Select(path => Path.GetFileNameWithoutExtension(path))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    private string Home => Path.Combine(_folder, "my-custom-plugin");

    public static async Task<CustomDatacenter> OpenAsync(string folder)
    {
        var package = BuiltPackage.Sample().Zip();
        return new CustomDatacenter(folder, await PluginServer.ServeAsync(package), BuiltPackage.HashOf(package));
    }

    public void Remove(string machine) => File.Delete(Path.Combine(Home, $"{machine}.json"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
