using System.Net;
using Kadende.Core.Audit;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests.Audit;

/// <summary>What the audit tells of those who are turned away before it is known who they are.</summary>
public sealed class AuditTurnedAwayTests(AzuriteFixture azurite)
{
    private readonly MemoryAuditStore _audit = new();

    [Fact]
    public async Task AnyWrite_ByStrangers_IsOneRecordForAnAddressAndAReason()
    {
        await using var host = await StartAsync();
        var none = host.As(null);
        var wrong = host.As("a-token-that-nobody-ever-had");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => none.DeleteAsync($"/api/clusters/c{number}"))
        );
        await wrong.PutAsync("/api/clusters/web?team=foo", "name: web");
        await none.GetAsync("/api/clusters");
        await none.PostAsync("/api/no-such-route", "{}");
        Assert.Empty(_audit.Records);
        await host.StopAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
        Assert.Equal(2, _audit.Records.Count);
        var first = Assert.Single(_audit.Records, record => record.Detail == "There was no token.");
        Assert.Equal((20, 401, AuditOutcome.Refused), (first.Count, first.Status, first.Outcome));
        Assert.Equal(("/api/clusters/{cluster}", "none"), (first.Route, first.Source.SignIn));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(first.Source.Address ?? "")));
        var second = Assert.Single(_audit.Records, record => record.Detail == "The token is nobody's.");
        Assert.Equal((1, null, null), (second.Count, second.Actor, second.Team));
    }

    [Fact]
    public async Task AnyWrite_BeyondTheLimits_IsOneRecord()
    {
        await using var host = await StartAsync(
            ("Kadende:Limits:TokenBurst", "1"),
            ("Kadende:Limits:TokenPerSecond", "1")
        );

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => host.User("foo").DeleteAsync("/api/clusters/none"))
        );
        await host.StopAsync();

        var refused = answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.InRange(refused, 1, 19);
        var told = Assert.Single(_audit.Records, record => record.Status == 429);
        Assert.Equal((refused, null), (told.Count, told.Actor));
    }

    [Fact]
    public async Task AnyWrite_ByAStrangerWhileTheAuditIsAway_IsToldWhenItIsBack()
    {
        await using var host = await StartAsync();
        _audit.IsAway = true;

        var answer = await host.As(null).DeleteAsync("/api/clusters/none");
        _audit.IsAway = false;
        await host.StopAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Single(_audit.Records);
    }

    private async Task<ApiHost> StartAsync(params (string, string)[] settings) =>
        await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            AzuriteFixture.NewPrefix(),
            services => services.AddSingleton<IAuditStore>(_audit),
            TestContext.Current.CancellationToken,
            settings
        );
}
