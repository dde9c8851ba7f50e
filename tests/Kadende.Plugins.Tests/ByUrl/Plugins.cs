using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>Plugins by URL with settings that let tests at servers on this machine.</summary>
internal static class Plugins
{
    public static PluginUrlOptions Settings { get; } = new() { AllowHosts = ["127.0.0.1"] };

    public static UrlPlugins Open(PluginUrlOptions? settings = null, TimeProvider? time = null) =>
        new(Options.Create(settings ?? Settings), time ?? TimeProvider.System);

    public static PluginRef Ref(string? url, string? sha256 = null, string name = "mine", string version = "latest") =>
        new(name, version, url, sha256);

    public static async Task<IProvider> ProviderAsync(this UrlPlugins plugins, PluginRef plugin)
    {
        var choice = await plugins.FindProviderAsync(plugin, TestContext.Current.CancellationToken);
        return choice is ProviderChoice.Found found
            ? found.Provider
            : throw new InvalidOperationException(((ProviderChoice.Missing)choice).Message);
    }

    public static async Task<IFlavour> FlavourAsync(this UrlPlugins plugins, PluginRef plugin)
    {
        var choice = await plugins.FindFlavourAsync(plugin, TestContext.Current.CancellationToken);
        return choice is FlavourChoice.Found found
            ? found.Flavour
            : throw new InvalidOperationException(((FlavourChoice.Missing)choice).Message);
    }

    /// <summary>Why there is no provider.</summary>
    public static async Task<string> RefusalAsync(this UrlPlugins plugins, PluginRef plugin) =>
        Assert
            .IsType<ProviderChoice.Missing>(
                await plugins.FindProviderAsync(plugin, TestContext.Current.CancellationToken)
            )
            .Message;

    public static CreateRequest Request(string properties = """{"Note":"v1"}""") =>
        new()
        {
            Token = "n-1-1",
            Properties = Json.Of(properties),
            Init = "echo hello",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [LabelNames.Installation] = "i1",
                [LabelNames.Cluster] = "c1",
                [LabelNames.Group] = "web",
                [LabelNames.Node] = "n-1",
                [LabelNames.Configuration] = "abc",
                ["tier"] = "web",
            },
        };

    public static DestroyRequest Removal(string id) => new(id, Json.Empty, RemovalReason.NotWanted, "test");

    public static DescribeRequest Listing(params IReadOnlyList<(string Name, string Value)> labels) =>
        new(labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal), Json.Empty, null);
}
