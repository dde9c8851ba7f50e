using System.Globalization;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class SlotWriteTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task WriteAsync_ThousandSlots_TakesAQueryAndATransactionAndReadsBackInOne()
    {
        Store.Faults.Heal();
        var etags = await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(1000), Token);
        var writes = Store.Faults.Count;

        var slots = await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token);

        Assert.Equal(2, writes);
        Assert.Equal(3, Store.Faults.Count);
        Assert.Equal(1000, slots.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(key => $"{key}"), slots.Select(slot => slot.Value.Key));
        Assert.All(
            slots,
            slot => Assert.Equal(etags[int.Parse(slot.Value.Key, CultureInfo.InvariantCulture)], slot.ETag)
        );
        Assert.Equal(1000, (await EventsAsync("c1")).Count);
    }

    [Fact]
    public async Task WriteAsync_EveryFieldOfASlot_ReadsBack()
    {
        var slot = StoreSamples.Slot("db-1");
        var node = slot.Nodes[0] with
        {
            InstanceId = "i-1",
            Address = "10.0.0.1",
            Reason = "Because.",
            NextTryAt = StoreSamples.Start,
            MissingSince = StoreSamples.Start,
            Health = new NodeHealth
            {
                Status = HealthStatus.Unhealthy,
                Bad = 3,
                SeenHealthy = true,
                Reason = "503",
            },
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["pid"] = "42" },
        };
        slot = slot with
        {
            Nodes = [node],
            Lineage = new Lineage { Replacements = 2, LastReason = ReplaceReason.Missing },
        };

        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(slot)], Token);

        var read = Assert.Single(await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token)).Value;
        Assert.Equivalent(slot, read, strict: true);
    }

    [Fact]
    public async Task WriteAsync_ReplaceAndDrop_AnswersWithTheNewETagAndAnEmptyOne()
    {
        var etags = await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(2), Token);

        var changed = await Store.Clusters.WriteAsync(
            "c1",
            [
                StoreSamples.Put(StoreSamples.Slot("0", state: NodeState.Running), etags[0]),
                StoreSamples.Drop(StoreSamples.Slot("1"), etags[1]!),
            ],
            Token
        );

        var left = Assert.Single(await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token));
        Assert.Equal(NodeState.Running, left.Value.Nodes[0].State);
        Assert.Equal([left.ETag, ""], changed);
    }

    [Fact]
    public async Task WriteAsync_SomeLostTheirRace_TheOthersAreWrittenWithTheirEventsOnly()
    {
        var etags = await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(6), Token);
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(StoreSamples.Slot("1"), etags[1])], Token);
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Drop(StoreSamples.Slot("2"), etags[2]!)], Token);
        var before = (await EventsAsync("c1")).Count;

        var written = await Store.Clusters.WriteAsync(
            "c1",
            [
                StoreSamples.Put(StoreSamples.Slot("0"), etags[0]),
                StoreSamples.Put(StoreSamples.Slot("1"), etags[1]),
                StoreSamples.Put(StoreSamples.Slot("2"), etags[2]),
                StoreSamples.Put(StoreSamples.Slot("3")),
                StoreSamples.Drop(StoreSamples.Slot("4"), "another"),
                StoreSamples.Drop(StoreSamples.Slot("5"), etags[5]!),
                StoreSamples.Put(StoreSamples.Slot("6")),
            ],
            Token
        );

        Assert.Equal([true, false, false, false, false, true, true], written.Select(etag => etag is not null));
        Assert.Equal(
            ["n-0-4f2c9a7be1d0", "n-5-4f2c9a7be1d0", "n-6-4f2c9a7be1d0"],
            (await EventsAsync("c1")).Skip(before).Select(told => told.Event.Node)
        );
    }

    [Fact]
    public async Task WriteAsync_TwoHostsInsertTheSameThousand_EachSlotHasOneWinnerAndOneEvent()
    {
        var other = await OpenAsync(4);
        other.Faults.Heal();

        var written = await Task.WhenAll(
            Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(1000), Token),
            other.Clusters.WriteAsync("c1", StoreSamples.PutSlots(1000), Token)
        );

        Assert.All(written[0].Zip(written[1]), pair => Assert.True(pair.First is null ^ pair.Second is null));
        Assert.Equal(1000, (await EventsAsync("c1")).Count);
        Assert.InRange(other.Faults.Count, 2, 10);
    }

    [Fact]
    public async Task WriteAsync_GroupAndSlots_ReportsEachInItsPlace()
    {
        var status = StoreSamples.Status(StoreSamples.Web);
        var first = await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(status)], Token);

        var written = await Store.Clusters.WriteAsync(
            "c1",
            [
                StoreSamples.Put(StoreSamples.Slot("0")),
                StoreSamples.Put(status),
                StoreSamples.Put(status with { Wanted = 9 }, first[0]),
                StoreSamples.Put(StoreSamples.Slot("1")),
            ],
            Token
        );

        Assert.Equal([true, false, true, true], written.Select(etag => etag is not null));
    }

    [Fact]
    public async Task WriteAsync_AnswerLost_IsStoredOnceAndReportedAsWritten()
    {
        Store.Faults.LoseAnswerOf(2);

        var written = await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(50), Token);

        var slots = await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token);
        Assert.Equal(slots.Select(slot => slot.ETag), written);
        Assert.Equal(50, (await EventsAsync("c1")).Count);
    }

    [Fact]
    public async Task WriteAsync_AnswerLostAndNoEvents_IsRecognisedByItsVersion()
    {
        Store.Faults.LoseAnswerOf(2);

        var written = await Store.Clusters.WriteAsync(
            "c1",
            [.. StoreSamples.PutSlots(3).Select(change => change with { Events = [] })],
            Token
        );

        var slots = await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token);
        Assert.Equal(slots.Select(slot => slot.ETag), written);
    }

    [Fact]
    public async Task WriteAsync_NeighbourOnTheTrayChangesMeanwhile_BothAreWritten()
    {
        var other = await OpenAsync(4);
        Store.Faults.Interleave(
            2,
            () => other.Clusters.WriteAsync("c1", [StoreSamples.Put(StoreSamples.Slot("1"))], Token)
        );

        var written = await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(StoreSamples.Slot("0"))], Token);

        Assert.NotNull(written[0]);
        Assert.Equal(
            ["0", "1"],
            (await Store.Clusters.LoadSlotsAsync("c1", StoreSamples.Web, Token)).Select(slot => slot.Value.Key)
        );
    }

    [Fact]
    public async Task WriteAsync_EventLargerThanAPage_ReadsBack()
    {
        var message = new string('é', 100_000);
        var change = StoreSamples.Put(StoreSamples.Slot("0")) with
        {
            Events = [StoreSamples.Event(EventKind.NodeFailed, message)],
        };

        await Store.Clusters.WriteAsync("c1", [change, .. StoreSamples.PutSlots(3).Skip(1)], Token);

        Assert.Equal(message, (await EventsAsync("c1"))[0].Event.Message);
    }

    [Fact]
    public async Task LoadSlotsAsync_GroupsWithSimilarNames_GivesTheGroupsOwn()
    {
        var groups = "web web2 web-2 web.x web_ web/sub".Split(' ').Select(GroupPath.Parse).ToList();
        await Store.Clusters.WriteAsync(
            "c1",
            [.. groups.Select(group => StoreSamples.Put(StoreSamples.Slot("0", group)))],
            Token
        );

        var loaded = await Task.WhenAll(groups.Select(group => Store.Clusters.LoadSlotsAsync("c1", group, Token)));

        Assert.Equal(groups, loaded.Select(slots => Assert.Single(slots).Value.Group));
    }

    [Fact]
    public async Task ListSlotsAsync_PageByPage_GivesEachSlotOnce()
    {
        await Store.Clusters.WriteAsync(
            "c1",
            [.. StoreSamples.PutSlots(7), StoreSamples.Put(StoreSamples.Slot("0", GroupPath.Parse("app/db")))],
            Token
        );

        var first = await Store.Clusters.ListSlotsAsync("c1", null, null, 5, Token);
        var second = await Store.Clusters.ListSlotsAsync("c1", null, first.Cursor, 5, Token);
        var web = await Store.Clusters.ListSlotsAsync("c1", StoreSamples.Web, null, 7, Token);

        Assert.Equal(["app/db 0", "web 0", "web 1", "web 2", "web 3"], first.Items.Select(NameOf));
        Assert.Equal(["web 4", "web 5", "web 6"], second.Items.Select(NameOf));
        Assert.Null(second.Cursor);
        Assert.Equal(7, web.Items.Count);
    }

    [Fact]
    public async Task ListSlotsAsync_NamedAndNumberedSlotsOverManyTrays_GivesEachOnce()
    {
        var keys = Enumerable
            .Range(0, 120)
            .Select(key => $"{key}")
            .Concat(Enumerable.Range(0, 80).Select(key => $"db-{key}"))
            .ToList();
        await Store.Clusters.WriteAsync("c1", [.. keys.Select(key => StoreSamples.Put(StoreSamples.Slot(key)))], Token);
        var listed = new List<string>();

        string? cursor = null;
        do
        {
            var page = await Store.Clusters.ListSlotsAsync("c1", StoreSamples.Web, cursor, 7, Token);
            listed.AddRange(page.Items.Select(slot => slot.Value.Key));
            cursor = page.Cursor;
        } while (cursor is not null);

        Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("YQ")]
    [InlineData("c3x3ZWIhMA")]
    public async Task ListSlotsAsync_CursorThatIsNone_SaysSo(string cursor)
    {
        var failure = await Assert.ThrowsAsync<FormatException>(() =>
            Store.Clusters.ListSlotsAsync("c1", null, cursor, 5, Token)
        );
        Assert.Contains("is not a cursor", failure.Message, StringComparison.Ordinal);
    }

    private static string NameOf(Stored<Slot> slot) => $"{slot.Value.Group} {slot.Value.Key}";
}
