using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class PackageTests : IDisposable
{
    private const string Mine = "my-custom-plugin";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PluginUrlOptions Settings => ServedPackage.SettingsIn(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Find_GoodPackage_WorksWithTheHostsOwnSdk()
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().Zip());

        var provider = await package.Plugins.ProviderAsync(package.Ref(Mine, "~0.0"));
        var request = Plugins.Request($$"""{"instanceSize":"abcd","directory":"{{_directory.Path}}/machines"}""");
        var results = await provider.CreateAsync([request], Cancel);

        Assert.Equal((Mine, "0.0.1"), (provider.Description.Name, provider.Description.Version));
        Assert.Equal("abcd", Assert.IsType<CreateResult.Created>(results.Single()).Instance.Details["instanceSize"]);
        Assert.Same(provider, await package.Plugins.ProviderAsync(package.Ref(Mine, "~0.0")));
    }

    [Fact]
    public async Task Find_PackageBringsItsOwnSdk_TheSharedOneIsUsed()
    {
        var built = BuiltPackage.Of("Kadende.TestPlugins");
        await using var package = await ServeAsync(built.Zip());

        Assert.NotEmpty(built[BuiltPackage.SdkFile]);
        var provider = await package.Plugins.ProviderAsync(package.Ref("blocking"));

        Assert.Equal("For tests.", provider.Description.Summary);
        Assert.Single(AssemblyLoadContext.All.SelectMany(context => context.Assemblies), IsSdk);
    }

    [Fact]
    public async Task Find_AssemblyForAnotherSdk_IsRefused()
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().WrittenAgainst("Example.Plugin.dll", 7).Zip());

        var refusal = await package.RefusalAsync(Mine);

        Assert.StartsWith(
            "Example.Plugin.dll is written against version 7.1.0 of Kadende.Sdk, and this host has 0.1.0",
            refusal,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_ConstructorThrows_SaysSo()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());

        Assert.Contains(
            "ThrowingProvider cannot be used: its constructor or description threw InvalidOperationException: out of ideas",
            await package.RefusalAsync("throwing"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "unheard-of",
        "latest",
        "The package has no provider 'unheard-of'. It has: babbling 1.0.0, blocking 1.0.0"
    )]
    [InlineData("unheard-of", "latest", "NeedyProvider has no public constructor without parameters.")]
    [InlineData(
        "unheard-of",
        "latest",
        "NamelessProvider cannot be used: its name 'no name' must be 1 to 63 of letters"
    )]
    [InlineData("twins", "latest", "The package has 2 providers 'twins' that fit 'latest'")]
    [InlineData(
        "blocking",
        "2.0.0",
        "No version of the provider 'blocking' in the package fits '2.0.0'. It has: 1.0.0."
    )]
    [InlineData("blocking", "newest", "'newest' is not a version")]
    public async Task Find_NotInThePackage_SaysWhatIs(string name, string version, string expected)
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());

        Assert.Contains(
            expected,
            await package.Plugins.RefusalAsync(package.Ref(name, version)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_FlavourWithALibraryOfItsOwn_UsesIt()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Below("publish").Zip());

        var flavour = await package.Plugins.FlavourAsync(package.Ref("yaml"));
        var shaped = await flavour.PrepareAsync(
            new FlavourPlan(Json.Empty, "n-1", "0", CanExec: false),
            Plugins.Request(),
            Cancel
        );

        Assert.Contains("tier: web\n", shaped.Init, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_LibraryIsMissing_IsNotTakenFromTheHost()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Without("YamlDotNet.dll").Zip());
        var flavour = await package.Plugins.FlavourAsync(package.Ref("yaml"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            flavour.PrepareAsync(new FlavourPlan(Json.Empty, "n-1", "0", CanExec: false), Plugins.Request(), Cancel)
        );

        Assert.Contains("does not bring the assembly YamlDotNet", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NuGetPackage_TakesTheNearestFramework()
    {
        await using var package = await ServeAsync(
            BuiltPackage
                .Sample()
                .Below("lib/net10.0")
                .With("Example.Plugin.nuspec", "<package />")
                .With("lib/net99.0/Example.Plugin.dll", "from the future")
                .With("lib/net8.0/Example.Plugin.dll", "from the past")
                .Zip()
        );

        Assert.NotNull(await package.Plugins.ProviderAsync(package.Ref(Mine)));
    }

    [Fact]
    public async Task Find_NoAssemblies_SaysWhatToPack()
    {
        await using var package = await ServeAsync(new BuiltPackage().With("readme.txt", "hello").Zip());

        Assert.Contains("pack what 'dotnet publish' puts", await package.RefusalAsync(Mine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NothingForTheSdk_SaysSo()
    {
        await using var package = await ServeAsync(
            new BuiltPackage()
                .With("YamlDotNet.dll", BuiltPackage.TestPlugins()["YamlDotNet.dll"])
                .With("native.dll", "no assembly")
                .Zip()
        );

        Assert.Equal(
            "The package has no assembly that is written against Kadende.Sdk.",
            await package.RefusalAsync(Mine)
        );
    }

    [Fact]
    public async Task Find_ConstructorDoesNotEnd_IsGivenUp()
    {
        var zip = BuiltPackage.TestPlugins().With("hang", "").Zip();
        await using var server = await PluginServer.ServeAsync(zip);
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(Settings, time);
        var plugin = Plugins.Ref($"{server.Url}/a.zip", BuiltPackage.HashOf(zip), "hanging");

        var finding = plugins.RefusalAsync(plugin);
        while (!finding.IsCompleted)
        {
            // The limit begins when the package has been fetched, unpacked and opened.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
            time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Contains("a constructor does not end", await finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_PluginBlocksItsThread_TheCallerIsNotHeldUp()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());
        var provider = await package.Plugins.ProviderAsync(package.Ref("blocking"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = provider.DescribeAsync(Plugins.Listing(("a", "b")), patience.Token);

        Assert.False(call.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task ScopeOf_DoesNotEnd_IsGivenUp()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());
        var provider = await package.Plugins.ProviderAsync(package.Ref("stuck"));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var failure = Assert.Throws<ProviderUnavailableException>(() => provider.ScopeOf(Json.Empty));
            Assert.Contains("does not say where its machines are", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ExecAndConsole_BlockTheirThread_TheCallerIsNotHeldUp()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());
        var provider = await package.Plugins.ProviderAsync(package.Ref("stuck"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var request = new ExecRequest("m-1", Json.Empty, "true", TimeSpan.FromSeconds(1));

        Task[] calls =
        [
            Assert.IsType<IMachineExec>(provider.Exec, exactMatch: false).ExecAsync(request, patience.Token),
            Assert
                .IsType<IConsoleOutput>(provider.Console, exactMatch: false)
                .ReadConsoleAsync("m-1", Json.Empty, patience.Token),
        ];

        Assert.DoesNotContain(calls, call => call.IsCompleted);
        await patience.CancelAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
    }

    [Fact]
    public async Task Call_WhatMattersIsLeftOut_CountsAsNoAnswer()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());
        var provider = await package.Plugins.ProviderAsync(package.Ref("hollow"));
        var exec = Assert.IsType<IMachineExec>(provider.Exec, exactMatch: false);
        var request = new ExecRequest("m-1", Json.Empty, "true", TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => provider.CreateAsync([Plugins.Request()], Cancel));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DescribeAsync(Plugins.Listing(("a", "b")), Cancel)
        );
        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DestroyAsync([Plugins.Removal("m-1")], Cancel)
        );
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => exec.ExecAsync(request, Cancel));
    }

    [Fact]
    public async Task Call_FlavourAnswersNothing_CountsAsNoAnswer()
    {
        await using var package = await ServeAsync(BuiltPackage.TestPlugins().Zip());
        var flavour = await package.Plugins.FlavourAsync(package.Ref("hollow-flavour"));
        var plan = new FlavourPlan(Json.Empty, "n-1", "0", CanExec: false);

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            flavour.PrepareAsync(plan, Plugins.Request(), Cancel)
        );

        Assert.Equal("Flavour hollow-flavour gave no usable request: something in it is missing.", failure.Message);
    }

    [Fact]
    public async Task Sweep_NobodyAskedForAWhile_IsUnloadedAndCanBeLoadedAgain()
    {
        var zip = BuiltPackage.Sample().With("unloaded.txt", "a hash of its own").Zip();
        await using var server = await PluginServer.ServeAsync(zip);
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(Settings, time);
        var plugin = Plugins.Ref($"{server.Url}/a.zip", BuiltPackage.HashOf(zip), Mine);

        var context = await UseAsync(plugins, plugin);
        Assert.True(context.IsAlive);
        time.Advance(Settings.UnloadAfter * 2);

        Assert.True(await IsCollectedAsync(context), "The plugin is still in memory.");
        Assert.NotNull(await plugins.ProviderAsync(plugin));
    }

    /// <summary>In a method of its own, so that no local keeps it alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> UseAsync(UrlPlugins plugins, PluginRef plugin)
    {
        var provider = await plugins.ProviderAsync(plugin);
        var request = Plugins.Request($$"""{"instanceSize":"abcd","directory":"{{_directory.Path}}/machines"}""");
        Assert.IsType<CreateResult.Created>((await provider.CreateAsync([request], Cancel)).Single());
        return new WeakReference(AssemblyLoadContext.All.Single(one => one.Name == $"kadende-plugin-{plugin.Sha256}"));
    }

    private static async Task<bool> IsCollectedAsync(WeakReference reference)
    {
        for (var tries = 0; tries < 50 && reference.IsAlive; tries++)
        {
            // On another stack than the one that the last call into the plugin ended on.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !reference.IsAlive;
    }

    private static bool IsSdk(System.Reflection.Assembly assembly) => assembly.GetName().Name == "Kadende.Sdk";

    private Task<ServedPackage> ServeAsync(byte[] zip) => ServedPackage.StartAsync(zip, Settings);
}
