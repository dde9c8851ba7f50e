using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>The sample of a .NET plugin, fetched and loaded as a package.</summary>
public sealed class SamplePackageConformance : ProviderConformance
{
    private readonly TemporaryDirectory _directory = new();
    private PluginServer? _server;
    private UrlPlugins? _plugins;
    private IProvider? _provider;

    protected override string GoodProperties =>
        $$"""{ "instanceSize": "small", "directory": "{{_directory.Path}}/machines" }""";

    protected override string BadProperties => """{ "instanceSize": 7 }""";

    protected override string BadPath => "instanceSize";

    public override async ValueTask InitializeAsync()
    {
        var zip = BuiltPackage.Sample().Zip();
        _server = await PluginServer.ServeAsync(zip);
        var plugin = Plugins.Ref($"{_server.Url}/sample.zip", BuiltPackage.HashOf(zip), "my-custom-plugin", "0.0.1");
        _plugins = Plugins.Open(
            new PluginUrlOptions { AllowHosts = ["127.0.0.1"], Cache = $"{_directory.Path}/cache" }
        );
        _provider = await _plugins.ProviderAsync(plugin);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _plugins!.Dispose();
        await _server!.DisposeAsync();
        _directory.Dispose();
    }

    protected override IProvider Open() => _provider!;
}
