using Kadende.Plugins.ByUrl;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class PluginAddressTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("https://example.org/plugins", null, "Remote https://example.org/plugins ''")]
    [InlineData("http://127.0.0.1:9100/#b", null, "Remote http://127.0.0.1:9100/ 'b'")]
    [InlineData("unix:///run/plugins/instance-file#b", null, "Remote unix:///run/plugins/instance-file 'b'")]
    [InlineData("unix:///run/with%20space/x", null, "Remote unix:///run/with space/x ''")]
    [InlineData("https://example.org/a.zip", Hash, "Package https://example.org/a.zip")]
    [InlineData("https://example.org/a.NUPKG?x=1", Hash, "Package https://example.org/a.NUPKG?x=1")]
    [InlineData("https://example.org/download/7", Hash, "Package https://example.org/download/7")]
    public void Of_KnownForms_AreToldApart(string url, string? sha256, string expected) =>
        Assert.Equal(expected, Told(PluginAddress.Of(Plugins.Ref(url, sha256))));

    [Theory]
    [InlineData("https://example.org/a.zip", null, "A package needs 'sha256'")]
    [InlineData(
        "https://github.com/a/b/releases/download/0.0.1/plugin.so",
        null,
        "A '.so' file cannot be loaded: run the plugin"
    )]
    [InlineData("https://example.org/plugin.DLL", Hash, "A '.dll' file cannot be loaded")]
    [InlineData("https://example.org/plugin.tar.gz", null, "A '.gz' file cannot be loaded")]
    [InlineData("ftp://example.org/plugin", null, "Plugins cannot be had by 'ftp:'")]
    [InlineData("file:///etc/passwd", null, "Plugins cannot be had by 'file:'")]
    [InlineData("unix://run/x", null, "names no socket")]
    [InlineData("unix:///run/", null, "names no socket")]
    [InlineData("unix:///run/x", Hash, "'sha256' is for packages")]
    public void Of_OtherForms_SayWhatToDo(string url, string? sha256, string expected) =>
        Assert.Contains(
            expected,
            Assert.IsType<PluginAddress.None>(PluginAddress.Of(Plugins.Ref(url, sha256))).Message,
            StringComparison.Ordinal
        );

    private static string Told(PluginAddress address) =>
        address switch
        {
            PluginAddress.Remote remote => $"Remote {remote} '{remote.Type}'",
            PluginAddress.Package package => $"Package {package.Url}",
            _ => "None",
        };
}
