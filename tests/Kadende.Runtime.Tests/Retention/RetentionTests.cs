using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Retention;

public sealed class RetentionTests(AzuriteFixture azurite) : RetentionTest(azurite)
{
    [Fact]
    public async Task RunAsync_OldAndYoungEvents_RemovesTheOldOnly()
    {
        var cluster = await CreatedAsync("c1");
        Clock.Advance(Usual.Events - TimeSpan.FromDays(1));
        await Store.Clusters.SaveAsync(cluster, Next(cluster.Value), StoreSamples.Event(message: "Young."), Token);
        Clock.Advance(TimeSpan.FromDays(2));

        var report = await RunAsync();

        Assert.Equal(new RetentionReport(1, IsOver: true), report);
        Assert.Equal(["Young."], (await EventsAsync("c1")).Select(one => one.Event.Message));
        Assert.NotNull(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
    }

    [Fact]
    public async Task RunAsync_EventsOfNodes_KeepsWhatNamesOneThatIsThereOrWasReplacedByOne()
    {
        await CreatedAsync("c1");
        var living = Replacing(StoreSamples.Slot("0"), "past");
        var gone = StoreSamples.Slot("1");
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(living)], Token);
        await Store.Clusters.WriteAsync("c1", [Told(Status("web/a"), "past")], Token);
        var tags = await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(gone)], Token);
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Drop(gone, tags[0]!)], Token);
        Clock.Advance(Usual.Events + TimeSpan.FromDays(1));

        await RunAsync();

        Assert.Equal(["n-0-4f2c9a7be1d0", "past"], (await EventsAsync("c1")).Select(one => one.Event.Node));
    }

    [Fact]
    public async Task RunAsync_LogsOfNodes_RemovesThoseOfNodesThatAreGoneForLong()
    {
        await CreatedAsync("c1");
        var living = StoreSamples.Slot("0");
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(living)], Token);
        await LogAsync(living.Nodes[0].Id, 3);
        await LogAsync("gone", 250);
        Clock.Advance(Usual.GoneNodeLogs - TimeSpan.FromDays(1));
        await LogAsync("lately-gone", 3);
        Clock.Advance(TimeSpan.FromDays(2));

        await RunAsync();

        Assert.Empty(await LogOfAsync("gone"));
        Assert.Equal(3, (await LogOfAsync("lately-gone")).Count);
        Assert.Equal(3, (await LogOfAsync(living.Nodes[0].Id)).Count);
    }

    [Fact]
    public async Task RunAsync_OldAudit_RemovesItInEveryPartition()
    {
        await AuditAsync("blue", "old");
        await AuditAsync(null, "old too");
        Clock.Advance(Usual.Audit - TimeSpan.FromHours(1));
        await AuditAsync("blue", "young");
        Clock.Advance(TimeSpan.FromHours(2));

        await RunAsync();

        Assert.Equal(["young"], await AuditedAsync());
    }

    [Fact]
    public async Task RunAsync_DeletedCluster_KeepsItsEventsForTheirTimeAndThenNothing()
    {
        var cluster = await CreatedAsync("c1");
        await Store.Clusters.ForgetAsync(cluster, StoreSamples.Event(EventKind.ClusterDeleted), Token);
        Clock.Advance(Usual.DeletedClusters - TimeSpan.FromMinutes(1));

        await RunAsync();
        var before = await EventsAsync("c1");
        Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        Assert.Equal(2, before.Count);
        Assert.Empty(await RowsAsync("c1"));
        Assert.DoesNotContain("c1", await GoneAsync());
    }

    [Fact]
    public async Task RunAsync_DeletedClusterMadeAnew_IsCleanedAsOneThatExists()
    {
        var cluster = await CreatedAsync("c1");
        await Store.Clusters.ForgetAsync(cluster, StoreSamples.Event(EventKind.ClusterDeleted), Token);
        Clock.Advance(Usual.DeletedClusters + TimeSpan.FromDays(1));
        await CreatedAsync("c1");

        await RunAsync();

        Assert.Equal(3, (await EventsAsync("c1")).Count);
        Assert.DoesNotContain("c1", await GoneAsync());
    }

    [Fact]
    public async Task RunAsync_MoreThanAPortion_GoesOnWhereItStoppedAlsoInAnotherProcess()
    {
        await Task.WhenAll(Enumerable.Range(0, 250).Select(index => AuditAsync("blue", $"{index}")));
        Clock.Advance(Usual.Audit + TimeSpan.FromDays(1));
        var few = new RetentionOptions { RowsPerRound = 100 };
        var first = await RunAsync(few);
        var second = await RunAsync(few);
        var third = await RunAsync(few);

        Assert.Equal(new RetentionReport(100, IsOver: false), first);
        Assert.Equal(new RetentionReport(100, IsOver: false), second);
        Assert.Equal(new RetentionReport(50, IsOver: true), third);
        Assert.Empty(await AuditedAsync());
    }

    [Fact]
    public async Task RunAsync_TwoHostsAtOnce_RemoveTheSameRowsOnceAndHarmNothing()
    {
        await CreatedAsync("c1");
        await AuditAsync("blue", "old");
        Clock.Advance(Usual.Audit + TimeSpan.FromDays(1));
        await AuditAsync("blue", "young");
        var other = await OpenAsync(4);

        await Task.WhenAll(RunAsync(), RunAsync(Usual, other));
        var again = await RunAsync();

        Assert.Equal(0, again.Removed);
        Assert.Equal(["young"], await AuditedAsync());
        Assert.Empty(await EventsAsync("c1"));
        Assert.NotNull(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
    }

    [Fact]
    public async Task RunAsync_BreaksOffAnywhere_IsMadeGoodByTheNext()
    {
        await CreatedAsync("c1");
        await AuditAsync("blue", "old");
        await AuditAsync(null, "old");
        Clock.Advance(Usual.Audit + TimeSpan.FromDays(1));
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(7);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(Usual, doomed));
        await RunAsync();

        Assert.Empty(await AuditedAsync());
        Assert.Empty(await EventsAsync("c1"));
    }

    private static Cluster Next(Cluster cluster) => cluster with { Generation = cluster.Generation + 1 };

    private static Slot Replacing(Slot slot, string past) =>
        slot with
        {
            Lineage = Lineage.Fresh with
            {
                Past =
                [
                    new PastNode(past, ReplaceReason.Missing, "It was lost.", StoreSamples.Start, StoreSamples.Start),
                ],
            },
        };

    private static GroupStatus Status(string path) => StoreSamples.Status(Core.Specs.GroupPath.Parse(path));

    private static RowChange.PutGroup Told(GroupStatus status, string node) =>
        new(status, null) { Events = [StoreSamples.NodeEvent(node, EventKind.NodeGone, status.Path)] };

    private Task LogAsync(string node, int lines) =>
        Store.Logs.AppendAsync(
            "c1",
            node,
            [.. Enumerable.Range(0, lines).Select(line => new NodeLogLine(Clock.GetUtcNow(), "bash", $"line {line}"))],
            Token
        );

    private async Task<IReadOnlyList<StoredLogLine>> LogOfAsync(string node) =>
        (await Store.Logs.ReadAsync("c1", node, null, 1000, Token)).Items;
}
