using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class ClusterChangeTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task SaveAsync_NewGeneration_KeepsBothAndTellsOfIt()
    {
        var head = await CreatedAsync("c1");

        var saved = await Store.Clusters.SaveAsync(head, Changed(head.Value), Told, Token);

        var loaded = await Store.Clusters.LoadAsync("c1", Token);
        Assert.Equal(saved!.ETag, loaded!.Head.ETag);
        Assert.Equal(2, loaded.Head.Value.Generation);
        Assert.Equal("name: shop", (await Store.Clusters.ReadGenerationAsync("c1", 1, Token))!.Text);
        Assert.Equal("name: shop # 2", (await Store.Clusters.ReadGenerationAsync("c1", 2, Token))!.Text);
        Assert.Null(await Store.Clusters.ReadGenerationAsync("c1", 3, Token));
        Assert.Equal(
            [EventKind.ClusterCreated, EventKind.ClusterChanged],
            (await EventsAsync("c1")).Select(told => told.Event.Kind)
        );
    }

    [Fact]
    public async Task SaveAsync_ThirtyTwoAtOnce_OneWinsWithItsEvent()
    {
        var head = await CreatedAsync("c1");

        var saved = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Store.Clusters.SaveAsync(head, Changed(head.Value), Told, Token))
        );

        Assert.Single(saved, stored => stored is not null);
        Assert.Equal(2, (await EventsAsync("c1")).Count);
    }

    [Fact]
    public async Task SaveAsync_OfAForgottenCluster_Loses()
    {
        var head = await CreatedAsync("c1");
        await Store.Clusters.ForgetAsync(head, Gone, Token);

        Assert.Null(await Store.Clusters.SaveAsync(head, Changed(head.Value), Told, Token));
        Assert.Null(await Store.Clusters.LoadAsync("c1", Token));
    }

    [Fact]
    public async Task TrimGenerationsAsync_ManyGenerations_KeepsTheNewestAndTheNeeded()
    {
        await SavedAsync(await CreatedAsync("c1"), 12);

        await Store.Clusters.TrimGenerationsAsync("c1", 3, new HashSet<long> { 4 }, Token);

        var kept = (await RowsAsync("c1")).Where(key => key.StartsWith("g|", StringComparison.Ordinal));
        Assert.Equal([4, 10, 11, 12], kept.Select(TableKeys.ReadGeneration));
    }

    [Fact]
    public async Task LoadAsync_HeadAndGroups_TakesOneRequest()
    {
        await CreatedAsync("c1");
        await Store.Clusters.WriteAsync(
            "c1",
            [StoreSamples.Put(StoreSamples.Status(StoreSamples.Web)), .. StoreSamples.PutSlots(3)],
            Token
        );
        Store.Faults.Heal();

        var rows = await Store.Clusters.LoadAsync("c1", Token);

        Assert.Equal(1, Store.Faults.Count);
        var group = Assert.Single(rows!.Groups).Value;
        Assert.Equal(ConvergenceState.Changing, group.State);
        Assert.Equal("ProviderUnavailable", Assert.Single(group.Conditions).Type);
        Assert.Equal([1], group.Sources);
    }

    [Fact]
    public async Task ListAsync_SevenClusters_ComeByNameInPages()
    {
        await Task.WhenAll("gfedcba".Select(name => CreatedAsync($"id-{name}", $"{name}")));

        var first = await Store.Clusters.ListAsync(StoreSamples.Team, null, 3, Token);
        var second = await Store.Clusters.ListAsync(StoreSamples.Team, first.Cursor, 3, Token);
        var third = await Store.Clusters.ListAsync(StoreSamples.Team, second.Cursor, 3, Token);

        Assert.Equal("abc", string.Concat(first.Items.Select(cluster => cluster.Value.Name)));
        Assert.Equal("def", string.Concat(second.Items.Select(cluster => cluster.Value.Name)));
        Assert.Equal("g", string.Concat(third.Items.Select(cluster => cluster.Value.Name)));
        Assert.Null(third.Cursor);
        Assert.Empty((await Store.Clusters.ListAsync("red", null, 3, Token)).Items);
    }

    [Fact]
    public async Task ListAsync_CursorOfAnotherKind_SaysSo() =>
        await Assert.ThrowsAsync<FormatException>(() => Store.Clusters.ListAsync(StoreSamples.Team, "a'b", 3, Token));

    [Theory]
    [MemberData(nameof(Requests), 11)]
    public async Task ForgetAsync_AfterACrashAnywhere_FinishesAndTellsOnce(int passed)
    {
        var head = await CreatedAsync("c1");
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(StoreSamples.Status(StoreSamples.Web))], Token);
        var doomed = await OpenDoomedAsync();
        doomed.Faults.LoseAnswerAndFailAfter(passed + 1);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => doomed.Clusters.ForgetAsync(head, Gone, Token));

        await Store.Clusters.ForgetAsync(head, Gone, Token);

        Assert.All(await RowsAsync("c1"), key => Assert.StartsWith("e|", key, StringComparison.Ordinal));
        Assert.Null(await Store.Due.FindAsync("c1", Token));
        Assert.Null(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
        Assert.Equal(
            [EventKind.ClusterCreated, EventKind.ClusterDeleted],
            (await EventsAsync("c1")).Select(told => told.Event.Kind)
        );
    }

    [Fact]
    public async Task ForgetAsync_IdAndNameMadeAnewMeanwhile_LeavesTheNewCluster()
    {
        var old = await CreatedAsync("c1");
        await Store.Clusters.ForgetAsync(old, Gone, Token);
        var later = StoreSamples.Cluster("c1") with { CreatedAt = StoreSamples.Start.AddHours(1) };
        await Store.Clusters.CreateAsync(later, StoreSamples.Event(), Token);

        await Store.Clusters.ForgetAsync(old, Gone, Token);

        Assert.NotNull(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
        Assert.NotNull(await Store.Due.FindAsync("c1", Token));
    }

    [Fact]
    public async Task ForgetAsync_SlotWithANode_Refuses()
    {
        var head = await CreatedAsync("c1");
        await Store.Clusters.WriteAsync("c1", StoreSamples.PutSlots(1), Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Clusters.ForgetAsync(head, Gone, Token));

        Assert.NotNull(await Store.Clusters.LoadAsync("c1", Token));
    }

    public static TheoryData<int> Requests(int count) => [.. Enumerable.Range(0, count)];

    private static ClusterEvent Told => StoreSamples.Event(EventKind.ClusterChanged);

    private static ClusterEvent Gone => StoreSamples.Event(EventKind.ClusterDeleted);

    private static Cluster Changed(Cluster cluster) =>
        cluster with
        {
            Generation = cluster.Generation + 1,
            Source = SpecSource.Of($"name: shop # {cluster.Generation + 1}"),
        };

    private async Task SavedAsync(Stored<Cluster> head, int generation)
    {
        var current = head;
        while (current.Value.Generation < generation)
        {
            current = (await Store.Clusters.SaveAsync(current, Changed(current.Value), Told, Token))!;
        }
    }
}
