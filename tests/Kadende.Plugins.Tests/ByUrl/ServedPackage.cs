using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>A package at a URL of this machine, and a host that may fetch it.</summary>
internal sealed record ServedPackage(PluginServer Server, UrlPlugins Plugins, string Hash) : IAsyncDisposable
{
    public static PluginUrlOptions SettingsIn(string directory) =>
        new()
        {
            AllowHosts = ["127.0.0.1"],
            Cache = Path.Combine(directory, "cache"),
            MaxBytes = 8 * 1024 * 1024,
        };

    public static async Task<ServedPackage> StartAsync(byte[] zip, PluginUrlOptions settings) =>
        new(await PluginServer.ServeAsync(zip), ByUrl.Plugins.Open(settings), BuiltPackage.HashOf(zip));

    public PluginRef Ref(string name, string version = "latest") =>
        ByUrl.Plugins.Ref($"{Server.Url}/plugin.zip", Hash, name, version);

    public Task<string> RefusalAsync(string name) => Plugins.RefusalAsync(Ref(name));

    public async ValueTask DisposeAsync()
    {
        Plugins.Dispose();
        await Server.DisposeAsync();
    }
}
