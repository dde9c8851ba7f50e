using Azure.Data.Tables;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class ClusterCreationTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task CreateAsync_NewName_IsFoundByNameAndId()
    {
        var created = await CreatedAsync("c1");

        var byName = await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token);
        var byId = await Store.Clusters.FindAsync(StoreSamples.Team, "c1", Token);

        Assert.True(created.Value.Named);
        Assert.Equal(created.ETag, byName!.ETag);
        Assert.Equal(created.ETag, byId!.ETag);
        Assert.Equal("name: shop", byName.Value.Source.Text);
        Assert.Equal(7, byName.Value.Source.Sizes[GroupPath.Parse("web/eu")].Size);
        Assert.Equal(StoreSamples.Start, (await Store.Due.FindAsync("c1", Token))!.DueAt);
        Assert.Equal(EventKind.ClusterCreated, Assert.Single(await EventsAsync("c1")).Event.Kind);
        Assert.Equal("name: shop", (await Store.Clusters.ReadGenerationAsync("c1", 1, Token))!.Text);
    }

    [Fact]
    public async Task FindAsync_OtherTeam_FindsNothing()
    {
        await CreatedAsync("c1");

        Assert.Null(await Store.Clusters.FindAsync("red", "shop", Token));
        Assert.Null(await Store.Clusters.FindAsync("red", "c1", Token));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("")]
    public async Task FindAsync_TextOfNoCluster_FindsNothing(string text) =>
        Assert.Null(await Store.Clusters.FindAsync(StoreSamples.Team, text, Token));

    [Fact]
    public async Task FindAsync_NameOfOneThatIsTheIdOfAnother_FindsTheName()
    {
        await CreatedAsync("shop", "first");
        await CreatedAsync("c2", "shop");

        var found = await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token);

        Assert.Equal("c2", found!.Value.Id);
    }

    [Fact]
    public async Task CreateAsync_NameOfAnotherCluster_LeavesNothing()
    {
        await CreatedAsync("c1");

        var outcome = await CreateAsync(Store, "c2");

        Assert.IsType<CreateOutcome.NameTaken>(outcome);
        Assert.Empty(await RowsAsync("c2"));
        Assert.Null(await Store.Due.FindAsync("c2", Token));
        Assert.Equal("c1", (await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token))!.Value.Id);
    }

    [Fact]
    public async Task CreateAsync_IdOfAnotherCluster_ChangesNothing()
    {
        var first = await CreatedAsync("c1");

        var outcome = await Store.Clusters.CreateAsync(
            StoreSamples.Cluster("c1", "other"),
            StoreSamples.Event(),
            Token
        );

        Assert.IsType<CreateOutcome.IdTaken>(outcome);
        Assert.Equal(first.ETag, (await Store.Clusters.LoadAsync("c1", Token))!.Head.ETag);
        Assert.Null(await Store.Clusters.FindAsync(StoreSamples.Team, "other", Token));
    }

    [Fact]
    public async Task CreateAsync_IdThatAnotherTeamHadWhoseEventsAreKept_IsTaken()
    {
        await Store.Clusters.ForgetAsync(await CreatedAsync("c1"), StoreSamples.Event(), Token);

        var other = await Store.Clusters.CreateAsync(
            StoreSamples.Cluster("c1") with
            {
                Team = "others",
            },
            StoreSamples.Event(),
            Token
        );
        var same = await CreateAsync(Store, "c1");

        Assert.IsType<CreateOutcome.IdTaken>(other);
        Assert.IsType<CreateOutcome.Created>(same);
    }

    [Fact]
    public async Task CreateAsync_ThirtyTwoAtOnceWithOneName_OneWinsAndTheOthersLeaveNothing()
    {
        var ids = Enumerable.Range(0, 32).Select(index => $"c{index}").ToList();

        var outcomes = await Task.WhenAll(ids.Select(id => CreateAsync(Store, id)));

        var winner = Assert.Single(outcomes.OfType<CreateOutcome.Created>()).Cluster.Value.Id;
        Assert.Equal(31, outcomes.OfType<CreateOutcome.NameTaken>().Count());
        Assert.Equal(winner, (await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token))!.Value.Id);
        var left = await Task.WhenAll(ids.Where(id => id != winner).Select(RowsAsync));
        Assert.Empty(left.SelectMany(rows => rows));
        Assert.Single(await Store.Due.ReadAsync(Clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task CreateAsync_EightAtOnceOfTheSameCreation_AreOneCluster()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync(Store, "c1")));

        Assert.All(outcomes, outcome => Assert.IsType<CreateOutcome.Created>(outcome));
        Assert.Single(await EventsAsync("c1"));
    }

    [Theory]
    [MemberData(nameof(Requests), 6)]
    public async Task CreateAsync_AfterACrashBeforeAnyRequest_GoesOn(int passed)
    {
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(passed);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(doomed, "c1"));

        var outcome = await CreateAsync(Store, "c1");

        await AssertWholeAsync(outcome);
    }

    [Theory]
    [MemberData(nameof(Requests), 6)]
    public async Task CreateAsync_AfterACrashBehindAnyRequest_GoesOn(int passed)
    {
        var doomed = await OpenDoomedAsync();
        doomed.Faults.LoseAnswerAndFailAfter(passed + 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(doomed, "c1"));

        var outcome = await CreateAsync(Store, "c1");

        await AssertWholeAsync(outcome);
    }

    [Theory]
    [MemberData(nameof(Requests), 6)]
    public async Task CreateAsync_AnswerLostOnce_IsCreatedByTheRetry(int request)
    {
        Store.Faults.LoseAnswerOf(request + 1);

        var outcome = await CreateAsync(Store, "c1");

        await AssertWholeAsync(outcome);
    }

    [Theory]
    [MemberData(nameof(Requests), 6)]
    public async Task SettleCreationAsync_AfterACrashAnywhere_AgreesWithTheName(int passed)
    {
        var doomed = await OpenDoomedAsync();
        doomed.Faults.LoseAnswerAndFailAfter(passed + 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(doomed, "c1"));
        var isNamed = await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token) is not null;
        Clock.Advance(TimeSpan.FromMinutes(6));

        var settled = await SettleAsync("c1");

        Assert.Equal(passed >= 4, isNamed);
        Assert.Equal(isNamed, settled);
        Assert.Equal(isNamed, (await RowsAsync("c1")).Count > 0);
        Assert.Equal(isNamed, (await Store.Clusters.LoadAsync("c1", Token))?.Head.Value.Named ?? false);
    }

    [Theory]
    [MemberData(nameof(Requests), 13)]
    public async Task SettleCreationAsync_LoserCrashedAnywhere_NothingOfItIsLeft(int passed)
    {
        await CreatedAsync("c1");
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(passed);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(doomed, "c2"));
        Clock.Advance(TimeSpan.FromMinutes(6));

        await SettleAsync("c2");

        Assert.Empty(await RowsAsync("c2"));
        Assert.Null(await Store.Due.FindAsync("c2", Token));
        Assert.Equal("c1", (await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token))!.Value.Id);
    }

    [Fact]
    public async Task SettleCreationAsync_YoungCreationWithoutName_WaitsAndIsNotFound()
    {
        var head = await UnfinishedAsync("c1");

        Assert.Null(await Store.Clusters.SettleCreationAsync(head, Token));
        Assert.Null(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
        Assert.Null(await Store.Clusters.FindAsync(StoreSamples.Team, "c1", Token));
        Assert.Empty((await Store.Clusters.ListAsync(StoreSamples.Team, null, 10, Token)).Items);
    }

    [Fact]
    public async Task SettleCreationAsync_CreationThatGoesOnMeanwhile_IsNotUndone()
    {
        var head = await UnfinishedAsync("c1");
        await CreatedAsync("c1");
        Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.True(await Store.Clusters.SettleCreationAsync(head, Token));
        Assert.NotNull(await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token));
    }

    [Fact]
    public async Task CreateAsync_NameOfAClusterWithoutHead_TakesItOver()
    {
        var slow = await OpenDoomedAsync();
        slow.Faults.FailAfter(5);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(slow, "c1"));
        await DropHeadAsync("c1");

        // The name now points to a cluster without a head: dead, and free for the next.
        var outcome = await CreateAsync(Store, "c2");

        Assert.IsType<CreateOutcome.Created>(outcome);
        Assert.Equal("c2", (await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token))!.Value.Id);
    }

    [Fact]
    public async Task CreateAsync_HeadUndoneRightBeforeItsMark_GivesTheNameBack()
    {
        Store.Faults.Interleave(6, () => DropHeadAsync("c1"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(Store, "c1"));

        Assert.False(
            await NamesTable()
                .QueryAsync<TableEntity>("PartitionKey eq 'names|blue'", cancellationToken: Token)
                .AnyAsync(Token)
        );
    }

    [Fact]
    public async Task CreateAsync_NameFreedWhileItIsLookedAt_IsWon()
    {
        var first = await CreatedAsync("c1");
        Store.Faults.Interleave(
            6,
            () => Store.Clusters.ForgetAsync(first, StoreSamples.Event(EventKind.ClusterDeleted), Token)
        );

        var outcome = await CreateAsync(Store, "c2");

        Assert.IsType<CreateOutcome.Created>(outcome);
    }

    public static TheoryData<int> Requests(int count) => [.. Enumerable.Range(0, count)];

    private static Task<CreateOutcome> CreateAsync(AzuriteStore store, string id) =>
        store.Clusters.CreateAsync(StoreSamples.Cluster(id), StoreSamples.Event(), Token);

    private async Task AssertWholeAsync(CreateOutcome outcome)
    {
        var created = Assert.IsType<CreateOutcome.Created>(outcome).Cluster;
        var found = await Store.Clusters.FindAsync(StoreSamples.Team, "shop", Token);
        Assert.Equal(created.ETag, found!.ETag);
        Assert.True(found.Value.Named);
        Assert.Single(await EventsAsync("c1"));
        Assert.NotNull(await Store.Due.FindAsync("c1", Token));
    }

    /// <summary>What a pass does with a cluster that the due list names.</summary>
    private async Task<bool?> SettleAsync(string id)
    {
        if (await Store.Clusters.LoadAsync(id, Token) is { } rows)
        {
            return await Store.Clusters.SettleCreationAsync(rows.Head, Token);
        }

        await Store.Due.RemoveAsync(id, Token);
        return false;
    }

    private async Task<Stored<Cluster>> UnfinishedAsync(string id)
    {
        var doomed = await OpenDoomedAsync();
        doomed.Faults.FailAfter(4);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(doomed, id));
        return (await Store.Clusters.LoadAsync(id, Token))!.Head;
    }

    private async Task DropHeadAsync(string id)
    {
        var table = ClustersTable();
        await table.DeleteEntityAsync(id, "a", cancellationToken: Token);
        await table.DeleteEntityAsync(id, "g|000000000001", cancellationToken: Token);
    }
}
