using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>What passes rely on in a store. Held against the real one and the one in memory, so that they cannot drift apart.</summary>
public abstract class StoreContract
{
    private static readonly GroupPath Web = GroupPath.Parse("web");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    protected abstract IClusterStore Store { get; }

    protected abstract IDueList Due { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_TwiceAndByAnother_GivesTheSameThenRefusesNameAndId()
    {
        var first = await Store.CreateAsync(ClusterOf("c1", "shop"), Told(EventKind.ClusterCreated), Token);
        var again = await Store.CreateAsync(ClusterOf("c1", "shop"), Told(EventKind.ClusterCreated), Token);
        var name = await Store.CreateAsync(ClusterOf("c2", "shop"), Told(EventKind.ClusterCreated), Token);
        var id = await Store.CreateAsync(ClusterOf("c1", "other"), Told(EventKind.ClusterCreated), Token);

        Assert.IsType<CreateOutcome.Created>(first);
        Assert.IsType<CreateOutcome.Created>(again);
        Assert.IsType<CreateOutcome.NameTaken>(name);
        Assert.IsType<CreateOutcome.IdTaken>(id);
        Assert.NotNull(await Due.FindAsync("c1", Token));
        Assert.Null(await Store.LoadAsync("c2", Token));
    }

    [Fact]
    public async Task SaveAsync_TwiceFromTheSameHead_TheSecondLosesAndLeavesNothing()
    {
        var head = await CreatedAsync();
        var next = head.Value with { Generation = 2, Source = SpecSource.Of("name: next") };

        var won = await Store.SaveAsync(head, next, Told(EventKind.ClusterChanged), Token);
        var lost = await Store.SaveAsync(head, next with { Name = "x" }, Told(EventKind.ClusterChanged), Token);

        Assert.NotNull(won);
        Assert.Null(lost);
        Assert.Equal("name: next", (await Store.ReadGenerationAsync("c1", 2, Token))?.Text);
        Assert.Equal("name: shop", (await Store.ReadGenerationAsync("c1", 1, Token))?.Text);
        Assert.Single(await EventsAsync(), told => told.Kind == EventKind.ClusterChanged);
    }

    [Fact]
    public async Task WriteAsync_SomeLost_TheOthersAreWrittenWithTheirEventsOnly()
    {
        var tags = await Store.WriteAsync("c1", [Put("0"), Put("1"), Put("2")], Token);
        await Store.WriteAsync("c1", [Put("1", tags[1])], Token);
        var before = (await EventsAsync()).Count;

        var written = await Store.WriteAsync(
            "c1",
            [Put("0", tags[0]), Put("1", tags[1]), Put("2"), Drop("2", tags[2]!), Put("3"), Drop("9", "x")],
            Token
        );

        Assert.Equal([true, false, false, true, true, false], written.Select(tag => tag is not null));
        Assert.Equal("", written[3]);
        Assert.Equal(["0", "2", "3"], (await EventsAsync()).Skip(before).Select(told => told.Node));
        Assert.Equal(["0", "1", "3"], (await SlotsAsync()).Select(slot => slot.Value.Key));
    }

    [Fact]
    public async Task WriteAsync_ETagsOfTheAnswer_AreThoseThatAreRead()
    {
        var tags = await Store.WriteAsync("c1", [Put("10"), Put("2")], Token);

        Assert.Equal(["2", "10"], (await SlotsAsync()).Select(slot => slot.Value.Key));
        Assert.Equal([tags[1], tags[0]], (await SlotsAsync()).Select(slot => slot.ETag));
    }

    [Fact]
    public async Task WriteAsync_StatusLost_SlotsBesideItAreWritten()
    {
        await Store.WriteAsync("c1", [Status(isFence: false)], Token);

        var written = await Store.WriteAsync("c1", [Status(isFence: false), Put("0")], Token);

        Assert.Equal([false, true], written.Select(tag => tag is not null));
    }

    [Fact]
    public async Task WriteAsync_FenceLost_NothingIsWrittenAndNothingTold()
    {
        await Store.WriteAsync("c1", [Status(isFence: false)], Token);
        var before = (await EventsAsync()).Count;

        var written = await Store.WriteAsync("c1", [Status(isFence: true), Put("0"), Put("60")], Token);

        Assert.All(written, Assert.Null);
        Assert.Empty(await SlotsAsync());
        Assert.Equal(before, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task WriteAsync_FenceHolds_AllIsWrittenAndTheNextCallFromTheSameLookLoses()
    {
        var tag = (await Store.WriteAsync("c1", [Status(isFence: false)], Token))[0];

        var won = await Store.WriteAsync("c1", [Status(isFence: true, tag), Put("0"), Put("60")], Token);
        var lost = await Store.WriteAsync("c1", [Status(isFence: true, tag), Put("1")], Token);

        Assert.DoesNotContain(null, won);
        Assert.All(lost, Assert.Null);
        Assert.Equal(["0", "60"], (await SlotsAsync()).Select(slot => slot.Value.Key));
    }

    [Fact]
    public async Task WriteAsync_FenceHoldsAndASlotLost_NothingIsWritten()
    {
        var tag = (await Store.WriteAsync("c1", [Status(isFence: false), Put("0")], Token))[0];

        var written = await Store.WriteAsync("c1", [Status(isFence: true, tag), Put("0"), Put("60")], Token);

        Assert.All(written, Assert.Null);
        Assert.Equal(["0"], (await SlotsAsync()).Select(slot => slot.Value.Key));
    }

    [Fact]
    public async Task MoveAsync_EntryTouchedMeanwhile_Stays()
    {
        await CreatedAsync();
        var entry = await Due.FindAsync("c1", Token);
        await Due.TouchAsync("c1", Start, Token);

        Assert.Null(await Due.MoveAsync(entry!, Start.AddDays(1), Token));
        Assert.Equal(Start, (await Due.FindAsync("c1", Token))?.DueAt);
    }

    [Fact]
    public async Task ForgetAsync_NodeLeft_RefusesAndAfterItsEndRemovesAllButEvents()
    {
        var head = await CreatedAsync();
        var tags = await Store.WriteAsync("c1", [Status(isFence: false), Put("0")], Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.ForgetAsync(head, Told(EventKind.ClusterDeleted), Token)
        );
        await Store.WriteAsync("c1", [Drop("0", tags[1]!)], Token);

        await Store.ForgetAsync(head, Told(EventKind.ClusterDeleted), Token);

        Assert.Null(await Store.LoadAsync("c1", Token));
        Assert.Null(await Due.FindAsync("c1", Token));
        Assert.Equal(EventKind.ClusterDeleted, (await EventsAsync())[^1].Kind);
    }

    private async Task<Stored<Cluster>> CreatedAsync() =>
        Assert
            .IsType<CreateOutcome.Created>(
                await Store.CreateAsync(ClusterOf("c1", "shop"), Told(EventKind.ClusterCreated), Token)
            )
            .Cluster;

    private Task<IReadOnlyList<Stored<Slot>>> SlotsAsync() => Store.LoadSlotsAsync("c1", Web, Token);

    private async Task<IReadOnlyList<ClusterEvent>> EventsAsync()
    {
        var page = await Store.ReadEventsAsync("c1", new EventQuery { Size = 1000 }, Token);
        return [.. page.Items.Select(stored => stored.Event)];
    }

    private static Cluster ClusterOf(string id, string name) =>
        new()
        {
            Id = id,
            Team = "blue",
            Name = name,
            Generation = 1,
            Source = SpecSource.Of("name: shop"),
            CreatedAt = Start,
            ChangedAt = Start,
        };

    private static ClusterEvent Told(EventKind kind, string? node = null) =>
        new()
        {
            Kind = kind,
            Node = node,
            Reason = "Asked",
            Message = "It was asked for.",
        };

    private static RowChange.PutGroup Status(bool isFence, string? etag = null) =>
        new(
            new GroupStatus
            {
                Path = Web,
                Generation = 1,
                State = ConvergenceState.Changing,
                Wanted = 1,
                Present = 1,
                Healthy = 1,
                Changing = 0,
            },
            etag
        )
        {
            Events = [],
            IsFence = isFence,
        };

    private static RowChange.PutSlot Put(string key, string? etag = null)
    {
        var node = new Node
        {
            Id = key,
            State = NodeState.Creating,
            Since = Start,
            CreatedAt = Start,
            ConfigHash = "0",
            Generation = 1,
        };
        var slot = new Slot
        {
            Group = Web,
            Key = key,
            Nodes = [node],
            Lineage = Lineage.Fresh,
        };
        return new RowChange.PutSlot(slot, etag) { Events = [Told(EventKind.NodeCreating, key)] };
    }

    private static RowChange.DropSlot Drop(string key, string etag) =>
        new(Web, key, etag) { Events = [Told(EventKind.NodeGone, key)] };
}
