using System.Net;
using System.Net.Sockets;
using System.Text;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Fuzz;

/// <summary>Requests whose bodies begin and do not go on.</summary>
public sealed class StoppedBodyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Bodies_ThatStop_AreGivenUpOnEveryRoute()
    {
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:Limits:BodyTimeout", "00:00:02")
        );
        var writes = (await FuzzRoutes.ReadAsync(host)).Where(route => route.Method != HttpMethod.Get).ToList();
        await host.Admin.PutAsync("/api/clusters/x?team=foo", Specs.Of("x"));

        var answers = await Task.WhenAll(writes.Select(route => StopAsync(host, route)));

        Assert.All(answers, answer => Assert.Matches("^HTTP/1.1 [24]", answer.First));
        Assert.Contains(answers, answer => answer.First.StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
    }

    /// <summary>Half a body, and then nothing more, by somebody who may do everything.</summary>
    private static async Task<(string Route, string First)> StopAsync(
        ApiHost host,
        (HttpMethod Method, string Path) route
    )
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        var path = string.Join('/', route.Path.Split('/').Select(part => part.StartsWith('{') ? "x" : part));
        var text =
            $"{route.Method} {path}?team=foo HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ApiHost.AdminToken}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name\": \"x";
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return ($"{route.Method} {route.Path}", first ?? "nothing");
    }
}
