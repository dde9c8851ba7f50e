using System.Net;
using Xunit;

namespace Kadende.Api.Tests.Management;

/// <summary>What is taken away while requests run.</summary>
public sealed class RaceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Token_TakenAwayWhileItIsUsed_NeverWorksAgainOnceThatIsAnswered()
    {
        var team = await Team.AddAsync(_host);
        var (user, _) = await team.JoinAsync("editor");
        var made = await Team.NewTokenAsync(_host.Admin, $"/api/users/{user}/tokens");
        var client = _host.As((string?)made["token"]);

        var after = await AfterAsync(
            () => client.GetAsync("/api/whoami"),
            () => _host.Admin.DeleteAsync($"/api/users/{user}/tokens/{made["about"]!["id"]}")
        );

        Assert.All(after, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
    }

    [Fact]
    public async Task Member_RemovedWhileAtWork_StoresNothingOnceThatIsAnswered()
    {
        var team = await Team.AddAsync(_host);
        var (user, client) = await team.JoinAsync("editor");
        var number = 0;

        var after = await AfterAsync(
            () =>
            {
                var name = $"n{Interlocked.Increment(ref number)}";
                return client.PutAsync($"/api/clusters/{name}?team={team.Name}", Specs.Of(name));
            },
            () => _host.Admin.DeleteAsync($"{team.Path}/members/{user}")
        );

        Assert.All(after, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task Team_DeletedWhileClustersAreMade_KeepsEveryClusterThatWasAcknowledged()
    {
        var team = await Team.AddAsync(_host);
        var (_, client) = await team.JoinAsync("editor");
        var number = 0;
        var made = new System.Collections.Concurrent.ConcurrentBag<string>();

        var after = await AfterAsync(
            async () =>
            {
                var name = $"n{Interlocked.Increment(ref number)}";
                var answer = await client.PutAsync($"/api/clusters/{name}", Specs.Of(name));
                if (answer.Status == HttpStatusCode.Created)
                {
                    made.Add(name);
                }

                return answer;
            },
            () => _host.Admin.DeleteAsync(team.Path)
        );

        // The deletion is refused when a cluster was there first; either way nothing that was made is lost.
        var listed = (await _host.Admin.GetAsync($"/api/clusters?team={team.Name}&size=200")).Names;
        Assert.Empty(made.Except(listed, StringComparer.Ordinal));
        Assert.All(after, answer => Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict));
    }

    /// <summary>What was asked after the change was acknowledged, while others went on asking before and during it.</summary>
    private static async Task<IReadOnlyList<Answer>> AfterAsync(Func<Task<Answer>> ask, Func<Task<Answer>> change)
    {
        using var stop = new CancellationTokenSource();
        var others = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            await ask();
                        }
                    },
                    CancellationToken.None
                )
            )
            .ToList();
        await ask();
        await change();
        var after = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ask()));
        await stop.CancelAsync();
        await Task.WhenAll(others);
        return after;
    }
}
