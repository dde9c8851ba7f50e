using System.Net;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class HostHealthTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task StoreGone_ReadinessAndRequests_SayTryAgain()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await AzuriteServer.StartAsync(null, token);
        await using var host = await ApiHost.StartAsync(server.ConnectionString, AzuriteFixture.NewPrefix(), token);
        await server.StopAsync();

        var alive = await host.As(null).GetAsync("/healthz");
        var aliveWithToken = await host.Admin.GetAsync("/healthz");
        var ready = await host.As(null).GetAsync("/readyz");
        var write = await host.Admin.PostAsync("/api/clusters", Specs.Of("any"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (alive.Status, aliveWithToken.Status));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, write.Status);
        Assert.NotNull(write.Headers.RetryAfter);
        Assert.Equal("application/problem+json", write.MediaType);
    }

    [Fact]
    public async Task StoreAwayAtTheStart_ComesLater_HostBecomesReady()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await AzuriteServer.StartAsync(null, token);
        await server.StopAsync();
        await using var host = await ApiHost.StartAsync(server.ConnectionString, AzuriteFixture.NewPrefix(), token);
        var before = await host.As(null).GetAsync("/readyz");

        await server.RestartAsync(token);
        await UntilReadyAsync(host, token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Admin.GetAsync("/api/clusters")).Status);
    }

    [Fact]
    public async Task TokenGoneFromTheSettings_NextStart_EndsIt()
    {
        var token = TestContext.Current.CancellationToken;
        var server = await azurite.ServerAsync();
        var prefix = AzuriteFixture.NewPrefix();
        const string Other = "another-administrators-token";
        await using (await ApiHost.StartAsync(server.ConnectionString, prefix, token)) { }

        await using var second = await ApiHost.StartAsync(
            server.ConnectionString,
            prefix,
            token,
            ("Kadende:Access:AdminToken", Other)
        );

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Admin.GetAsync("/api/clusters")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.As(Other).GetAsync("/api/clusters")).Status);
    }

    [Theory]
    [InlineData("Kadende:Access:AdminToken", "too-short", "20")]
    [InlineData("Kadende:Access:Users:0:TokenSha256", "abc", "TokenSha256")]
    [InlineData("Kadende:Access:Users:0:Team", "a/b", "Team")]
    [InlineData("Kadende:Access:Users:4:Name", "somebody-else", "same TokenSha256")]
    public async Task FaultySettings_Start_SaysWhichAndNeverRepeatsAToken(string key, string value, string said)
    {
        var server = await azurite.ServerAsync();

        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            ApiHost.StartAsync(
                server.ConnectionString,
                AzuriteFixture.NewPrefix(),
                TestContext.Current.CancellationToken,
                (key, value)
            )
        );

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", failure.Message, StringComparison.Ordinal);
    }

    private static async Task UntilReadyAsync(ApiHost host, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await host.As(null).GetAsync("/readyz")).Status != HttpStatusCode.OK)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
