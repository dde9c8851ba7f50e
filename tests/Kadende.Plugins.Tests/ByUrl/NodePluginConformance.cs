using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>A remote plugin in another language.</summary>
public abstract class NodePluginConformance : ProviderConformance
{
    private readonly List<UrlPlugins> _opened = [];
    private readonly TemporaryDirectory _directory = new();
    private NodePlugin? _node;

    protected abstract string ListenIn(string directory);

    protected override string GoodProperties => """{ "instanceSize": "small" }""";

    protected override string BadProperties => """{ "instanceSize": "" }""";

    /// <summary>Remote plugins say what is wrong, but not where.</summary>
    protected override string BadPath => "";

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(NodePlugin.Missing is not null, NodePlugin.Missing ?? "");
        _node = await NodePlugin.StartAsync(
            ListenIn(_directory.Path),
            Path.Combine(_directory.Path, "machines"),
            TestContext.Current.CancellationToken
        );
    }

    public override async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await base.DisposeAsync();
            await _node.DisposeAsync();
        }

        _opened.ForEach(plugins => plugins.Dispose());
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override IProvider Open()
    {
        var plugins = Plugins.Open(
            new PluginUrlOptions { AllowHosts = ["127.0.0.1"], AllowUnixSockets = [_directory.Path] }
        );
        _opened.Add(plugins);
        // A remote plugin is found without asking it, so this never waits.
        var found = plugins.ProviderAsync(Plugins.Ref(_node!.Url));
        Assert.True(found.IsCompletedSuccessfully);
        return found.GetAwaiter().GetResult();
    }
}
