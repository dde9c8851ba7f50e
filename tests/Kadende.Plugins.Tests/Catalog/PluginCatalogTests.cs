using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Catalog;

public sealed class PluginCatalogTests
{
    private static readonly PluginCatalog Catalog = new(
        [
            new NamedProvider("web", "1.2.3"),
            new NamedProvider("web", "1.10.0"),
            new NamedProvider("web", "2.0.0-beta"),
            new NamedProvider("db", "0.2.5"),
        ],
        [],
        []
    );

    [Theory]
    [InlineData("latest", "1.10.0")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("2.0.0-beta", "2.0.0-beta")]
    [InlineData("~1.2", "1.2.3")]
    [InlineData("~1.2.1", "1.2.3")]
    [InlineData("~1", "1.10.0")]
    [InlineData("^1.2", "1.10.0")]
    [InlineData("^1", "1.10.0")]
    public async Task FindProvider_Version_IsTheNewestThatFits(string wanted, string version)
    {
        var found = Assert.IsType<ProviderChoice.Found>(await FindAsync(new PluginRef("web", wanted, null, null)));

        Assert.Equal(version, found.Provider.Description.Version);
    }

    [Theory]
    [InlineData("db", "^0.1", "No version of provider 'db' fits '^0.1'. Versions of 'db' here: 0.2.5.")]
    [InlineData("web", "~1.3", "Versions of 'web' here: 2.0.0-beta, 1.10.0, 1.2.3.")]
    [InlineData("web", "9.9.9", "No version of provider 'web' fits '9.9.9'.")]
    [InlineData("web", "newest", "'newest' is not a version: write 'latest'")]
    [InlineData("web", "1.2", "'1.2' is not a version")]
    [InlineData("web", "~", "'~' is not a version")]
    [InlineData("web", "~1.2.3.4", "is not a version")]
    [InlineData("aws", "latest", "There is no provider 'aws'. Known providers: db, web.")]
    public async Task FindProvider_Missing_SaysWhatThereIs(string name, string version, string message)
    {
        var missing = Assert.IsType<ProviderChoice.Missing>(await FindAsync(new PluginRef(name, version, null, null)));

        Assert.Contains(message, missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3", null)]
    [InlineData(
        "1.0.0",
        "1.10.0",
        "The group was given provider 'web' 1.0.0, which is not installed any more; 1.10.0 is used instead."
    )]
    public async Task FindProvider_Pinned_IsThatVersionWhileItIsThere(string pin, string version, string? note)
    {
        var plugin = new PluginRef("web", "latest", null, null) { Pin = pin };

        var found = Assert.IsType<ProviderChoice.Found>(await FindAsync(plugin));

        Assert.Equal((version, note), (found.Provider.Description.Version, found.Note));
    }

    [Theory]
    [InlineData("latest", null, "1.10.0")]
    [InlineData("latest", "1.2.3", "1.2.3")]
    [InlineData("~1.2", null, "1.2.3")]
    [InlineData("latest", "0.0.1", "1.10.0")]
    public void PinOf_Provider_IsKeptWhileItIsInstalled(string version, string? kept, string pin) =>
        Assert.Equal(pin, Catalog.PinOf(PluginKind.Provider, new PluginRef("web", version, null, null), kept));

    [Fact]
    public async Task FindProvider_Alias_IsThePluginItself()
    {
        var catalog = new PluginCatalog([new NamedProvider("gcd", "1.0.0", aliases: ["gcp"])], [], []);

        var found = await catalog.FindProviderAsync(
            new PluginRef("gcp", "latest", null, null),
            "blue",
            TestContext.Current.CancellationToken
        );

        Assert.Equal("gcd", Assert.IsType<ProviderChoice.Found>(found).Provider.Description.Name);
    }

    [Fact]
    public void New_AliasOfAnother_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() =>
            new PluginCatalog(
                [new NamedProvider("a", "1.0.0", aliases: ["b"]), new NamedProvider("b", "1.0.0")],
                [],
                []
            )
        );

    private static async Task<ProviderChoice> FindAsync(PluginRef plugin) =>
        await Catalog.FindProviderAsync(plugin, "blue", TestContext.Current.CancellationToken);

    [Fact]
    public void New_SameNameAndVersionTwice_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            new PluginCatalog([new NamedProvider("web", "1.0.0"), new NamedProvider("web", "1.0.0")], [], [])
        );

        Assert.Equal("Registered more than once: provider 'web' 1.0.0.", failure.Message);
    }

    [Fact]
    public void New_FlavourTwice_IsRefused()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            new PluginCatalog([], [], [new NamedFlavour("bash"), new NamedFlavour("bash")])
        );

        Assert.Equal("Registered more than once: flavour 'bash' 1.0.0.", failure.Message);
    }

    [Fact]
    public async Task FindFlavour_ByName_FindsItOrSaysWhatThereIs()
    {
        var bash = new NamedFlavour("bash");
        var catalog = new PluginCatalog([], [], [new NamedFlavour("zsh"), bash]);

        var found = await catalog.FindFlavourAsync(
            new PluginRef("bash", "latest", null, null),
            TestContext.Current.CancellationToken
        );
        var missing = await catalog.FindFlavourAsync(
            new PluginRef("ksh", "latest", null, null),
            TestContext.Current.CancellationToken
        );

        Assert.Same(bash, Assert.IsType<FlavourChoice.Found>(found).Flavour);
        Assert.Equal(
            "There is no flavour 'ksh'. Known flavours: bash, zsh.",
            Assert.IsType<FlavourChoice.Missing>(missing).Message
        );
        Assert.Equal(["bash", "zsh"], catalog.Flavours.Select(flavour => flavour.Name));
    }

    [Fact]
    public void New_VersionThatIsNone_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new PluginCatalog([new NamedProvider("web", "one")], [], []));

    [Fact]
    public async Task AddKadendePlugins_Settings_ReachTheirProviders()
    {
        await using var services = Services(
            new() { ["Kadende:Plugins:Simulated:CreateBatch"] = "7", ["Kadende:Plugins:Process:PortFrom"] = "21000" }
        );

        var catalog = services.GetRequiredService<PluginCatalog>();

        Assert.Same(catalog, services.GetRequiredService<IPluginCatalog>());
        Assert.Equal(
            ["aws", "azure", "digitalOcean", "docker", "file", "gcd", "process", "simulated", "ssh"],
            catalog.Providers.Select(provider => provider.Name)
        );
        Assert.Equal(["command", "heartbeat", "http", "tcp"], catalog.HealthChecks.Select(check => check.Name));
        Assert.Equal(7, catalog.Providers.Single(one => one.Name == "simulated").Capabilities.CreateBatch);
        Assert.Null(catalog.FindHealthCheck("unheard-of"));
        Assert.NotNull(services.GetRequiredService<SpecValidation>());
    }

    [Theory]
    [InlineData("Kadende:Plugins:Process:PortFrom", "80")]
    [InlineData("Kadende:Plugins:Process:PortTo", "2000")]
    [InlineData("Kadende:Plugins:File:Directory", "")]
    [InlineData("Kadende:Plugins:Simulated:PageSize", "0")]
    [InlineData("Kadende:Plugins:DigitalOcean:Endpoint", "http://example.com")]
    [InlineData("Kadende:Plugins:GoogleCompute:Endpoint", "http://example.com")]
    [InlineData("Kadende:Probes:Deny:0", "10")]
    [InlineData("Kadende:Ssh:User", "root")]
    [InlineData("Kadende:Ssh:Port", "0")]
    public async Task AddKadendePlugins_SettingOutOfRange_IsRefusedAtTheStart(string key, string value)
    {
        await using var services = Services(new() { [key] = value });

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddKadendePlugins(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(validateScopes: true);
}
