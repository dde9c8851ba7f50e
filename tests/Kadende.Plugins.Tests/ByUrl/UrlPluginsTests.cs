using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Net;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class UrlPluginsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("https://example.org/", "has to add it to Kadende:PluginUrls:AllowHosts.")]
    [InlineData("http://127.0.0.1:9/", "has to add it to Kadende:PluginUrls:AllowHosts.")]
    [InlineData("unix:///run/docker.sock", "has to add its folder to Kadende:PluginUrls:AllowUnixSockets.")]
    [InlineData("https://example.org/plugin.so", "cannot be loaded")]
    public async Task Find_NothingIsAllowed_SaysWhichSettingHasToChange(string url, string expected)
    {
        using var plugins = Plugins.Open(new PluginUrlOptions());

        Assert.Contains(expected, await plugins.RefusalAsync(Plugins.Ref(url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_PlainHttpToAnotherHost_IsRefusedUnlessItIsAllowed()
    {
        using var strict = Plugins.Open(new PluginUrlOptions { AllowHosts = ["*.example.org"] });
        using var lax = Plugins.Open(
            new PluginUrlOptions { AllowHosts = ["*.example.org"], AllowHttp = ["a.example.org"] }
        );
        var plugin = Plugins.Ref("http://a.example.org/");

        Assert.Contains("Kadende:PluginUrls:AllowHttp", await strict.RefusalAsync(plugin), StringComparison.Ordinal);
        Assert.NotNull(await lax.ProviderAsync(plugin));
    }

    [Fact]
    public async Task Find_SamePluginAgain_IsTheSameObject()
    {
        using var plugins = Plugins.Open();
        var plugin = Plugins.Ref("http://127.0.0.1:9/", version: "0.0.1");

        var provider = await plugins.ProviderAsync(plugin);

        Assert.Same(provider, await plugins.ProviderAsync(plugin with { }));
        Assert.NotSame(provider, await plugins.ProviderAsync(plugin with { Url = "http://127.0.0.1:9/#b" }));
        Assert.Equal(("mine", "0.0.1"), (provider.Description.Name, provider.Description.Version));
    }

    [Fact]
    public async Task Find_SocketBehindALink_IsRefused()
    {
        using var plugins = Plugins.Open(new PluginUrlOptions { AllowUnixSockets = [_directory.Path] });
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "link"), "/run/docker.sock");

        Assert.Contains(
            "through a link",
            await plugins.RefusalAsync(Plugins.Ref($"unix://{_directory.Path}/link")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "AllowUnixSockets",
            await plugins.RefusalAsync(Plugins.Ref($"unix://{_directory.Path}/%2e%2e/docker.sock")),
            StringComparison.Ordinal
        );
        Assert.NotNull(await plugins.ProviderAsync(Plugins.Ref($"unix://{_directory.Path}/plugin")));
    }

    [Fact]
    public async Task Find_PathLeadsThroughALinkAndBack_IsTheSocketThatWasChecked()
    {
        using var plugins = Plugins.Open(new PluginUrlOptions { AllowUnixSockets = [_directory.Path] });
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "link"), "/run");

        var provider = await plugins.ProviderAsync(Plugins.Ref($"unix://{_directory.Path}/link%2F..%2Fplugin"));

        Assert.Equal($"unix://{_directory.Path}/plugin", Assert.IsType<IFromUrl>(provider, exactMatch: false).Url);
    }

    [Fact]
    public async Task Find_NameAsInfraKitWritesIt_IsTheTypeBehindTheSocket()
    {
        using var plugins = Plugins.Open(new PluginUrlOptions { AllowUnixSockets = [_directory.Path] });
        Directory.CreateDirectory(Path.Combine(_directory.Path, "folder"));
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "a"), "", TestContext.Current.CancellationToken);
        async Task<string?> UrlAsync(string path) =>
            Assert
                .IsType<IFromUrl>(
                    await plugins.ProviderAsync(Plugins.Ref($"unix://{_directory.Path}/{path}")),
                    exactMatch: false
                )
                .Url;

        Assert.Equal(
            [
                $"unix://{_directory.Path}/a#b",
                $"unix://{_directory.Path}/a#b/c",
                $"unix://{_directory.Path}/a#d",
                $"unix://{_directory.Path}/folder/a",
            ],
            [await UrlAsync("a/b"), await UrlAsync("a/b/c"), await UrlAsync("a#d"), await UrlAsync("folder/a")]
        );
    }

    [Fact]
    public async Task Call_HostMeansAForbiddenAddress_IsRefusedWithoutAConnection()
    {
        await using var server = await PluginServer.ServeAsync([]);
        using var plugins = Plugins.Open(
            new PluginUrlOptions
            {
                AllowHosts = ["*"],
                Networks = new NetworkOptions { Deny = ["127.0.0.0/8"] },
            }
        );
        var provider = await plugins.ProviderAsync(Plugins.Ref(server.Url));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DescribeAsync(Plugins.Listing(("a", "b")), TestContext.Current.CancellationToken)
        );

        Assert.Contains(
            "an administrator decides in Kadende:PluginUrls:Networks",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Call_MetadataAddressAsHost_IsRefused()
    {
        using var plugins = Plugins.Open(new PluginUrlOptions { AllowHosts = ["*"], AllowHttp = ["*"] });
        var provider = await plugins.ProviderAsync(Plugins.Ref("http://169.254.169.254/latest"));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DescribeAsync(Plugins.Listing(("a", "b")), TestContext.Current.CancellationToken)
        );

        Assert.Contains("169.254.169.254, which may not be reached", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BadSettings_AreNamed()
    {
        var settings = new PluginUrlOptions
        {
            AllowUnixSockets = ["run"],
            Networks = new NetworkOptions { Allow = ["everything"] },
        };

        Assert.Equal(
            [
                "Kadende:PluginUrls:Networks:Allow:0 'everything' is no network",
                "Kadende:PluginUrls:AllowUnixSockets:0 'run' must be an absolute path.",
            ],
            settings.Validate(new ValidationContext(settings)).Select(fault => fault.ErrorMessage!.Split(": write")[0])
        );
    }
}
