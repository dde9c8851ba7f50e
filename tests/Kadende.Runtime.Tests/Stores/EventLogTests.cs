using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class EventLogTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task ReadEventsAsync_ThousandAndOneInPages_ComeInOrderWithoutLossOrDouble()
    {
        await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(1001), Token);

        var read = await ReadAllAsync(new EventQuery { Size = 100 });

        Assert.Equal(1001, read.Select(told => told.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(read.Select(told => told.Id).Order(StringComparer.Ordinal), read.Select(told => told.Id));
        Assert.Equal(1001, read.Select(told => told.Event.Node).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task ReadEventsAsync_AsManyAsThereAre_HasNoCursor()
    {
        await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(10), Token);

        Assert.Null((await ReadAsync(new EventQuery { Size = 10 })).Cursor);
        Assert.NotNull((await ReadAsync(new EventQuery { Size = 9 })).Cursor);
    }

    [Fact]
    public async Task ReadEventsAsync_AfterAnEvent_GivesThoseBehindIt()
    {
        await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(3), Token);
        var all = await ReadAllAsync(new EventQuery());
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(StoreSamples.Slot("9"))], Token);

        var behind = await ReadAsync(new EventQuery { After = all[1].Id });

        Assert.Equal(["n-2-4f2c9a7be1d0", "n-9-4f2c9a7be1d0"], behind.Items.Select(told => told.Event.Node));
    }

    [Fact]
    public async Task ReadEventsAsync_WithFilters_GivesWhatMatchesAllOfThem()
    {
        var sub = GroupPath.Parse("app/db");
        var etags = await Store.Clusters.WriteAsync(
            "c1",
            [StoreSamples.Put(StoreSamples.Slot("0")), StoreSamples.Put(StoreSamples.Slot("0", sub))],
            Token
        );
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Drop(StoreSamples.Slot("0", sub), etags[1]!)], Token);

        Assert.Equal(2, (await ReadAsync(new EventQuery { Group = sub })).Items.Count);
        Assert.Equal(3, (await ReadAsync(new EventQuery { Node = "n-0-4f2c9a7be1d0" })).Items.Count);
        Assert.Single((await ReadAsync(new EventQuery { Kind = EventKind.NodeGone })).Items);
        Assert.Single((await ReadAsync(new EventQuery { Group = sub, Kind = EventKind.NodeCreating })).Items);
        var late = Assert.Single((await ReadAsync(new EventQuery { Since = Clock.GetUtcNow() })).Items);
        Assert.Equal(Clock.GetUtcNow(), late.At);
        Assert.Equal("1", late.Event.Evidence["generation"]);
        Assert.Empty((await ReadAsync(new EventQuery { Since = Clock.GetUtcNow().AddSeconds(1) })).Items);
    }

    [Fact]
    public async Task ReadEventsAsync_FilterThatMatchesNothingInALongLog_AdvancesByItsCursor()
    {
        var changes = Enumerable
            .Range(0, 230)
            .Select(index =>
                StoreSamples.Put(StoreSamples.Status(GroupPath.Parse($"g{index}"))) with
                {
                    Events = [StoreSamples.Event()],
                }
            );
        await Task.WhenAll(changes.Select(change => Store.Clusters.WriteAsync("c1", [change], Token)));
        var query = new EventQuery { Kind = EventKind.ClusterDeleted };

        var first = await ReadAsync(query);
        var second = await ReadAsync(query with { After = first.Cursor });
        var third = await ReadAsync(query with { After = second.Cursor });

        Assert.Empty(first.Items);
        Assert.True(string.CompareOrdinal(first.Cursor, second.Cursor) < 0);
        Assert.Null(third.Cursor);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0639081280000000000-0123456789abcdef-00a0")]
    [InlineData("0639081280000000000-0123456789abcdeg-0000")]
    [InlineData("0639081280000000000-0123456789abcdef-0000-")]
    public async Task ReadEventsAsync_AfterTextThatIsNoId_SaysSo(string after) =>
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync(new EventQuery { After = after }));

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task ReadEventsAsync_SizeOutOfRange_SaysSo(int size) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(new EventQuery { Size = size }));

    private Task<Page<StoredEvent>> ReadAsync(EventQuery query) => Store.Clusters.ReadEventsAsync("c1", query, Token);

    private async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(EventQuery query)
    {
        var all = new List<StoredEvent>();
        for (string? cursor = null; ; )
        {
            var page = await ReadAsync(query with { After = cursor });
            all.AddRange(page.Items);
            if ((cursor = page.Cursor) is null)
            {
                return all;
            }
        }
    }
}
