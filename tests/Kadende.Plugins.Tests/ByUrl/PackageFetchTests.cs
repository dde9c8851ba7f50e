using System.IO.Compression;
using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>Packages on their way from a URL to a folder.</summary>
public sealed class PackageFetchTests : IDisposable
{
    private const string Mine = "my-custom-plugin";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PluginUrlOptions Settings => ServedPackage.SettingsIn(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Find_WrongHash_NothingIsKeptOrOpened()
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().Zip());
        var wrong = package.Ref(Mine) with { Sha256 = BuiltPackage.HashOf([]) };

        var refusal = await package.Plugins.RefusalAsync(wrong);

        Assert.Contains(
            $"it has the SHA-256 hash {package.Hash}, and not {wrong.Sha256} as the spec says",
            refusal,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(Settings.Cache));
    }

    [Fact]
    public async Task Find_CacheCannotBeWritten_WorksWithoutIt()
    {
        await File.WriteAllTextAsync(Settings.Cache, "no folder", Cancel);
        await using var package = await ServeAsync(BuiltPackage.Sample().Zip());

        Assert.NotNull(await package.Plugins.ProviderAsync(package.Ref(Mine)));
    }

    [Fact]
    public async Task Find_ByAnotherHost_ComesFromTheCache()
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().Zip());
        await package.Plugins.ProviderAsync(package.Ref(Mine));

        using var other = Plugins.Open(Settings);
        await other.ProviderAsync(package.Ref(Mine));

        Assert.Single(package.Server.Requests);
    }

    [Fact]
    public async Task Find_CachedFileWasChanged_IsFetchedAgain()
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().Zip());
        await package.Plugins.ProviderAsync(package.Ref(Mine));
        await File.AppendAllTextAsync(Directory.GetFiles(Settings.Cache).Single(), "more", Cancel);

        using var other = Plugins.Open(Settings);
        await other.ProviderAsync(package.Ref(Mine));

        Assert.Equal(2, package.Server.Requests.Count);
        Assert.Equal(
            package.Hash,
            BuiltPackage.HashOf(await File.ReadAllBytesAsync(Directory.GetFiles(Settings.Cache).Single(), Cancel))
        );
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("a/../../outside.txt")]
    [InlineData("/outside.txt")]
    [InlineData("..\\outside.txt")]
    [InlineData("C:\\outside.txt")]
    [InlineData("a//b.txt")]
    public async Task Find_NameThatLeadsOut_IsRefused(string name)
    {
        await using var package = await ServeAsync(BuiltPackage.Sample().With(name, "x").Zip());

        Assert.Contains(
            $"holds '{name}', which leads out of its folder",
            await package.RefusalAsync(Mine),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(_directory.Path, "outside.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Find_LinkInThePackage_IsRefused()
    {
        using var stream = new MemoryStream();
        await using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            await using var content = await entry.OpenAsync(Cancel);
            await content.WriteAsync("/etc"u8.ToArray(), Cancel);
        }

        await using var package = await ServeAsync(stream.ToArray());

        Assert.Contains("'link', which leads out", await package.RefusalAsync(Mine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_UnpacksToFarMore_IsRefused()
    {
        await using var package = await ServeAsync(
            BuiltPackage.Sample().With("bomb", new byte[(Settings.MaxBytes * 10) + 1]).Zip()
        );

        Assert.Equal("The package is larger when it is unpacked than is allowed.", await package.RefusalAsync(Mine));
    }

    [Fact]
    public async Task Find_PackageIsTooLong_IsCutOff()
    {
        await using var package = await ServeAsync(new byte[Settings.MaxBytes + 1]);

        Assert.Contains("more than the 8388608 bytes", await package.RefusalAsync(Mine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoArchive_IsRefused()
    {
        await using var package = await ServeAsync("hello"u8.ToArray());

        Assert.StartsWith("The package cannot be unpacked", await package.RefusalAsync(Mine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_RedirectToAMetadataAddress_IsRefused()
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            context.Response.Redirect("http://169.254.169.254/a.zip");
            return Task.CompletedTask;
        });
        using var plugins = Plugins.Open(
            new PluginUrlOptions
            {
                AllowHosts = ["*"],
                AllowHttp = ["*"],
                Cache = _directory.Path,
            }
        );

        Assert.Contains(
            "169.254.169.254, which may not be reached",
            await plugins.RefusalAsync(Plugins.Ref($"{server.Url}/a.zip", BuiltPackage.HashOf([]))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Find_FailedBefore_IsTriedAgainAfterAWhile()
    {
        var zip = BuiltPackage.Sample().Zip();
        var isThere = false;
        await using var server = await PluginServer.StartAsync(async context =>
        {
            context.Response.StatusCode = isThere ? 200 : 404;
            await context.Response.Body.WriteAsync(isThere ? zip : [], context.RequestAborted);
        });
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(Settings, time);
        var plugin = Plugins.Ref($"{server.Url}/a.zip", BuiltPackage.HashOf(zip), Mine);

        Assert.Contains("404", await plugins.RefusalAsync(plugin), StringComparison.Ordinal);
        isThere = true;
        Assert.Contains("404", await plugins.RefusalAsync(plugin), StringComparison.Ordinal);
        time.Advance(Settings.BreakFor + TimeSpan.FromSeconds(1));
        Assert.NotNull(await plugins.ProviderAsync(plugin));
        Assert.Equal(2, server.Requests.Count);
    }

    private Task<ServedPackage> ServeAsync(byte[] zip) => ServedPackage.StartAsync(zip, Settings);
}
