using System.Net;
using System.Net.Sockets;
using System.Text;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Limits;

public sealed class LimitTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_BeyondItsBurst_IsToldWhenToGoOnAndOthersAreNot()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:TokenBurst", "3"),
            ("Kadende:Limits:TokenPerSecond", "1")
        );
        var foo = host.User("foo");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => foo.GetAsync("/api/whoami")));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 1, 9);
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        Assert.All(refused, answer => Assert.Equal("application/problem+json", answer.MediaType));
        Assert.Equal(HttpStatusCode.OK, (await host.User("bar").GetAsync("/api/whoami")).Status);
    }

    [Fact]
    public async Task Address_GuessingTokens_IsStoppedBeforeTheyAreLookedUp()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:AddressBurst", "5"),
            ("Kadende:Limits:AddressPerSecond", "1")
        );

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(guess => host.As($"a-guess-at-a-token-{guess}").GetAsync("/api/whoami"))
        );

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Unauthorized);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task ForwardedAddress_WithoutTrustedProxies_IsNotBelieved()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:AddressBurst", "5"),
            ("Kadende:Limits:AddressPerSecond", "1")
        );

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(one => host.Admin.GetAsync("/api/whoami", ("X-Forwarded-For", $"10.0.0.{one}")))
        );

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task ForwardedAddress_OfATrustedProxy_TellsClientsApart()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:AddressBurst", "1"),
            ("Kadende:Limits:AddressPerSecond", "1"),
            ("Kadende:Limits:TrustedProxies", "1")
        );

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(one => host.Admin.GetAsync("/api/whoami", ("X-Forwarded-For", $"10.0.0.{one}")))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task ForwardedProtocol_OfATrustedProxyOnly_TellsBrowsersToStayWithTls(string proxies, bool told)
    {
        await using var host = await StartAsync(("Kadende:Limits:TrustedProxies", proxies));

        var answer = await host.Admin.GetAsync("/api/whoami", ("X-Forwarded-Proto", "https"));

        Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Heartbeat_BesideACallerWhoIsRefused_IsTaken()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:AddressBurst", "2"),
            ("Kadende:Limits:AddressPerSecond", "1")
        );

        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Admin.GetAsync("/api/whoami")));
        var beat = await host.As("a-machines-token").SendAsync(HttpMethod.Post, "/api/heartbeat", null, []);

        Assert.Contains(others, answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.Unauthorized, beat.Status);
    }

    [Fact]
    public async Task Body_ThatDoesNotArrive_IsGivenUp()
    {
        await using var host = await StartAsync(("Kadende:Limits:BodyTimeout", "00:00:01"));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port, Cancellation);
        var stream = client.GetStream();
        var head =
            $"POST /api/clusters?team=default HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ApiHost.AdminToken}\r\n"
            + "Content-Type: application/yaml\r\nContent-Length: 1000\r\n\r\nname: half";

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);

        var buffer = new byte[4096];
        var length = await stream.ReadAsync(buffer, Cancellation);
        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(buffer, 0, length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAnyKind_CarriesWhatKeepsBrowsersSafe()
    {
        await using var host = await StartAsync();

        Answer[] answers =
        [
            await host.Admin.GetAsync("/api/whoami"),
            await host.As(null).GetAsync("/api/whoami"),
            await host.Admin.GetAsync("/nowhere"),
        ];

        Assert.All(
            answers,
            answer =>
            {
                Assert.Contains("nosniff", answer.Headers.GetValues("X-Content-Type-Options"));
                Assert.Contains("DENY", answer.Headers.GetValues("X-Frame-Options"));
                Assert.StartsWith(
                    "default-src 'none'",
                    answer.Headers.GetValues("Content-Security-Policy").Single(),
                    StringComparison.Ordinal
                );
                Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control"));
                Assert.DoesNotContain(answer.Headers, header => header.Key is "Server" or "X-Powered-By");
            }
        );
    }

    private async Task<ApiHost> StartAsync(params (string, string)[] settings)
    {
        var server = await azurite.ServerAsync();
        return await ApiHost.StartAsync(server.ConnectionString, AzuriteFixture.NewPrefix(), Cancellation, settings);
    }
}
