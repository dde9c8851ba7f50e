using System.Net;
using System.Net.Sockets;
using System.Text;
using Kadende.Core.Audit;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests.Audit;

/// <summary>What becomes of requests when the audit, the host or the caller goes away.</summary>
public sealed class AuditAwayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly MemoryAuditStore _audit = new();
    private ApiHost? _host;

    private ApiHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() =>
        _host = await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            AzuriteFixture.NewPrefix(),
            services => services.AddSingleton<IAuditStore>(_audit),
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task PutCluster_AuditIsAway_IsRefusedBeforeAnythingIsDone()
    {
        _audit.IsAway = true;
        var name = Specs.NewName();

        var answer = await Host.User("foo").PutAsync($"/api/clusters/{name}", Specs.Of(name));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("nothing was done", answer.Detail, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.NotFound, (await Host.User("foo").GetAsync($"/api/clusters/{name}")).Status);
        Assert.Empty(Host.Starter.Asked);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task DeleteCluster_RefusedWhileTheAuditIsAway_IsRefusedAsEver(string user, HttpStatusCode expected)
    {
        _audit.IsAway = true;

        Assert.Equal(expected, (await Host.User(user).DeleteAsync("/api/clusters/none")).Status);
    }

    [Fact]
    public async Task PutCluster_OutcomeCannotBeNoted_IsAnsweredAsItIsAndStaysPending()
    {
        _audit.LosesOutcomes = true;
        var name = Specs.NewName();

        var answer = await Host.User("foo").PutAsync($"/api/clusters/{name}", Specs.Of(name));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(AuditOutcome.Pending, Assert.Single(_audit.Records).Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task PutCluster_CallerGoesAway_HasItsOutcomeNotedAllTheSame()
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(Host.Address.Host, Host.Address.Port, TestContext.Current.CancellationToken);
        var head =
            $"PUT /api/clusters/web HTTP/1.1\r\nHost: {Host.Address.Authority}\r\nAuthorization: Bearer {ApiHost.TokenOf("foo")}\r\n"
            + "Content-Type: application/yaml\r\nContent-Length: 100\r\n\r\nname: web\n";
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await _audit.Begun.WaitAsync(TestContext.Current.CancellationToken);

        caller.Close();

        var told = await _audit.Completed.WaitAsync(TestContext.Current.CancellationToken);
        // The host sees the end of the connection first, or that the body ends too early.
        Assert.Contains(
            (told.Outcome, told.Status),
            new (AuditOutcome, int?)[] { (AuditOutcome.Unknown, 499), (AuditOutcome.Refused, 400) }
        );
        Assert.NotNull(told.EndedAt);
        Assert.True(_audit.IsInLane);
    }
}
