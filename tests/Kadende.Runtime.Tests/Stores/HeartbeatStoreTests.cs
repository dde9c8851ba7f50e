using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class HeartbeatStoreTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    private static readonly GroupPath Web = GroupPath.Parse("web");
    private static readonly DateTimeOffset At = StoreSamples.Start.AddTicks(1_234_567);

    [Fact]
    public async Task Load_HeartbeatsOfSeveralGroups_GivesThoseOfTheGroup()
    {
        await PutAsync("web", "n-1", null);
        await PutAsync("web", "n-2", "disk full");
        await PutAsync("web/eu", "n-3", null);
        await PutAsync("web2", "n-4", null);

        var beats = await Store.Heartbeats.LoadAsync("c1", Web, Token);

        Assert.Equal(
            [("n-1", new Heartbeat(At, null)), ("n-2", new Heartbeat(At, "disk full"))],
            beats.OrderBy(beat => beat.Key, StringComparer.Ordinal).Select(beat => (beat.Key, beat.Value))
        );
    }

    [Fact]
    public async Task Put_Again_StandsInsteadOfTheOneBefore()
    {
        await PutAsync("web", "n-1", "disk full");

        await PutAsync("web", "n-1", null);

        Assert.Equal(new Heartbeat(At, null), Assert.Single(await Store.Heartbeats.LoadAsync("c1", Web, Token)).Value);
    }

    [Fact]
    public async Task Put_OlderThanWhatAnotherHostWrote_IsDropped()
    {
        var slow = await OpenAsync(4);
        await PutAsync("web", "n-1", null);
        var newer = new Heartbeat(At.AddSeconds(2), "disk full");
        await Store.Heartbeats.PutAsync(Subject("web", "n-1"), newer, Token);

        await slow.Heartbeats.PutAsync(Subject("web", "n-1"), new Heartbeat(At.AddSeconds(1), null), Token);

        Assert.Equal(newer, Assert.Single(await Store.Heartbeats.LoadAsync("c1", Web, Token)).Value);
    }

    [Fact]
    public async Task Put_AnotherHostWroteOrRemovedMeanwhile_IsKeptAllTheSame()
    {
        var other = await OpenAsync(4);
        await PutAsync("web", "n-1", null);
        await other.Heartbeats.PutAsync(Subject("web", "n-1"), new Heartbeat(At.AddSeconds(1), null), Token);
        await PutAsync("web", "n-2", null);
        await other.Heartbeats.RemoveAsync("c1", Web, ["n-2"], Token);
        var last = new Heartbeat(At.AddSeconds(2), null);

        await Store.Heartbeats.PutAsync(Subject("web", "n-1"), last, Token);
        await Store.Heartbeats.PutAsync(Subject("web", "n-2"), last, Token);

        Assert.Equal([last, last], (await Store.Heartbeats.LoadAsync("c1", Web, Token)).Values);
    }

    [Fact]
    public async Task Put_ByManyHostsAtOnce_TheNewestStays()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(4)));

        await Task.WhenAll(
            hosts.Select(
                (host, i) =>
                    host.Heartbeats.PutAsync(Subject("web", "n-1"), new Heartbeat(At.AddSeconds(i), null), Token)
            )
        );

        Assert.Equal(
            new Heartbeat(At.AddSeconds(3), null),
            Assert.Single(await Store.Heartbeats.LoadAsync("c1", Web, Token)).Value
        );
    }

    [Fact]
    public async Task Remove_SomeNodes_LeavesTheOthers()
    {
        await PutAsync("web", "n-1", null);
        await PutAsync("web", "n-2", null);

        await Store.Heartbeats.RemoveAsync("c1", Web, ["n-1", "n-9"], Token);

        Assert.Equal(["n-2"], (await Store.Heartbeats.LoadAsync("c1", Web, Token)).Keys);
    }

    [Fact]
    public async Task ForgetAsync_ClusterWithHeartbeats_TakesThemAlong()
    {
        var cluster = await CreatedAsync("c1");
        await PutAsync("web", "n-1", null);

        await Store.Clusters.ForgetAsync(cluster, StoreSamples.Event(EventKind.ClusterDeleted), Token);

        Assert.All(await RowsAsync("c1"), row => Assert.StartsWith("e|", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadSecretAsync_SixteenHostsAtOnce_AllHaveTheSame()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => OpenAsync(4)));

        var secrets = await Task.WhenAll(hosts.Select(host => host.Installation.ReadSecretAsync(Token)));

        var secret = Assert.Single(secrets.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal));
        Assert.Equal(64, secret.Length);
    }

    private Task PutAsync(string group, string node, string? problem) =>
        Store.Heartbeats.PutAsync(Subject(group, node), new Heartbeat(At, problem), Token);

    private static HeartbeatSubject Subject(string group, string node) => new("c1", GroupPath.Parse(group), node);
}
