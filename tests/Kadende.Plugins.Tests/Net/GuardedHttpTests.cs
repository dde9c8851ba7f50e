using System.Text;
using Kadende.Plugins.Net;
using Microsoft.AspNetCore.Http;

namespace Kadende.Plugins.Tests.Net;

public sealed class GuardedHttpTests
{
    [Fact]
    public async Task Download_RedirectToWhatIsAllowed_IsFollowed()
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            if (context.Request.Path == "/there")
            {
                return context.Response.WriteAsync("content", context.RequestAborted);
            }

            context.Response.Redirect("/there");
            return Task.CompletedTask;
        });

        Assert.Equal("content", await DownloadAsync($"{server.Url}/here"));
        Assert.Equal(["GET /here", "GET /there"], server.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", "169.254.169.254, which may not be reached")]
    [InlineData("http://[fd00:ec2::254]/latest", "fd00:ec2::254, which may not be reached")]
    [InlineData("http://[::ffff:169.254.169.254]/", "169.254.169.254, which may not be reached")]
    [InlineData("https://other.example.org/", "The host other.example.org is not allowed")]
    [InlineData("http://plain.example.net/", "http without TLS is not allowed to plain.example.net")]
    [InlineData("ftp://127.0.0.1/", "only https and http are")]
    [InlineData("file:///etc/passwd", "only https and http are")]
    [InlineData("http://me:secret@127.0.0.1/", "it holds a user name or a password")]
    public async Task Download_RedirectToWhatIsNotAllowed_IsRefused(string to, string expected)
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            context.Response.Redirect(to);
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<GuardException>(() => DownloadAsync(server.Url));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_RedirectsWithoutEnd_AreGivenUp()
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<GuardException>(() => DownloadAsync(server.Url));

        Assert.Contains("redirects more than 5 times", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_MoreThanTheBound_IsCutOff(bool isTold)
    {
        var bytes = new byte[101];
        await using var server = await PluginServer.StartAsync(async context =>
        {
            context.Response.ContentLength = isTold ? bytes.Length : null;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });

        var refusal = await Assert.ThrowsAsync<GuardException>(() => DownloadAsync(server.Url));

        Assert.Contains("more than the 100 bytes that are allowed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_ErrorStatus_Fails()
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => DownloadAsync(server.Url));
    }

    private static async Task<string> DownloadAsync(string url)
    {
        var hosts = new HostNames([
            "127.0.0.1",
            "169.254.169.254",
            "fd00:ec2::254",
            "::ffff:169.254.169.254",
            "*.example.net",
        ]);
        var plain = new HostNames(["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254"]);
        using var http = new GuardedHttp(new UrlRules(hosts, plain, "Test"), new NetworkRules([], []), "Test:Networks");
        using var target = new MemoryStream();
        await http.DownloadAsync(new Uri(url), target, 100, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
