using System.Net;
using Kadende.Api.Tests.Access.Oidc;
using Kadende.Api.Tests.Management;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using AccessTeam = Kadende.Core.Access.Team;

namespace Kadende.Api.Tests;

/// <summary>When streams end, however much there is to tell.</summary>
public sealed class StreamEndTests(AzuriteFixture azurite)
{
    private const string Check = "Kadende:Limits:StreamCheck";
    private const string Follow = "/events?follow=true";
    private const string Length = "Kadende:Limits:StreamLength";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Follow_TokenIsTakenAwayWhileEventsCome_Ends()
    {
        await using var host = await StartAsync(TestContext.Current.CancellationToken, (Check, "00:00:01"));
        var team = await Team.AddAsync(host);
        var (_, client) = await team.JoinAsync("editor");
        var made = await Team.NewTokenAsync(client, "/api/tokens");
        var (path, id) = await CreateAsync(client);
        await using var busy = new BusyLog(host, id);
        await using var stream = await host.As((string)made["token"]!).FollowAsync(path);
        await stream.NextAsync();

        await client.DeleteAsync($"/api/tokens/{made["about"]!["id"]}");

        await stream.ReadToEndAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/whoami")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Follow_MemberIsRemovedWhileEventsCome_Ends()
    {
        await using var host = await StartAsync(TestContext.Current.CancellationToken, (Check, "00:00:01"));
        var team = await Team.AddAsync(host);
        var (user, client) = await team.JoinAsync("editor");
        var (path, id) = await CreateAsync(client);
        await using var busy = new BusyLog(host, id);
        await using var stream = await client.FollowAsync(path);
        await stream.NextAsync();

        await host.Admin.DeleteAsync($"{team.Path}/members/{user}");

        await stream.ReadToEndAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/whoami")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Follow_TeamIsGone_EndsForAdministratorsToo()
    {
        await using var host = await StartAsync(TestContext.Current.CancellationToken, (Check, "00:00:01"));
        var team = await Team.AddAsync(host);
        var (_, client) = await team.JoinAsync("editor");
        var (path, _) = await CreateAsync(client);
        await using var stream = await host.Admin.FollowAsync($"{path}&team={team.Name}");
        await stream.NextAsync();

        var teams = host.Services.GetRequiredService<IRecordStore<AccessTeam>>();
        var stored = Assert.IsType<Stored<AccessTeam>>(await teams.FindAsync(RecordKey.Of(team.Name), Token));
        await teams.RemoveAsync(RecordKey.Of(team.Name), stored.ETag, Token);

        await stream.ReadToEndAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Follow_TimeIsOver_EndsCleanlyAndGoesOnBehindTheLastEvent()
    {
        await using var host = await StartAsync(TestContext.Current.CancellationToken, (Length, "00:00:02"));
        var (path, _) = await CreateAsync(host.User("foo"));
        await using var stream = await host.User("foo").FollowAsync(path);
        var first = await stream.NextAsync();

        var end = await stream.NextAsync();
        await host.User("foo")
            .PatchAsync(path.Replace(Follow, "/groups/web", StringComparison.Ordinal), """{"size": 3}""");
        await using var next = await host.User("foo").FollowAsync(path, ("Last-Event-ID", first?.EventId ?? ""));

        Assert.Null(end);
        Assert.Equal("GroupChanged", (await next.NextAsync())?.EventType);
    }

    [Fact(Timeout = 60_000)]
    public async Task Follow_TokenOfAnIssuer_GoesOnUntilTheTokenEnds()
    {
        await using var own = new OidcFixture(azurite)
        {
            Lifetime = TimeSpan.FromSeconds(6),
            Settings = [(Check, "00:00:01")],
        };
        await own.InitializeAsync();
        var client = own.Host.As(await own.Issuer.TokenAsync("build", OidcFixture.Audience, "blue-people"));
        var began = TimeProvider.System.GetTimestamp();
        var (path, id) = await CreateAsync(client);
        await using var busy = new BusyLog(own.Host, id);
        await using var stream = await client.FollowAsync(path);

        await stream.ReadToEndAsync();

        Assert.False(TestContext.Current.CancellationToken.IsCancellationRequested);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));
    }

    private async Task<ApiHost> StartAsync(
        CancellationToken cancellationToken,
        params (string Key, string Value)[] settings
    ) =>
        await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            AzuriteFixture.NewPrefix(),
            cancellationToken,
            settings
        );

    private static async Task<(string Path, string Id)> CreateAsync(ApiClient client)
    {
        var name = Specs.NewName();
        var made = await client.PutAsync($"/api/clusters/{name}", Specs.Of(name));
        return ($"/api/clusters/{name}{Follow}", (string)made.Json["id"]!);
    }

    /// <summary>Writes an event to the log of a cluster again and again.</summary>
    private sealed class BusyLog : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        private readonly Task _writing;

        public BusyLog(ApiHost host, string clusterId) => _writing = WriteAsync(host, clusterId, _stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private static async Task WriteAsync(ApiHost host, string clusterId, CancellationToken cancellationToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            for (var number = 0; await timer.WaitForNextTickAsync(cancellationToken); number++)
            {
                await host.Clusters.WriteAsync(clusterId, [ToldGroup.Of(number)], cancellationToken);
            }
        }
    }
}
