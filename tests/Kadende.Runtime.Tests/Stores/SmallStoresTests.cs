using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class SmallStoresTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    private static readonly string HashA = new('a', 64);
    private static readonly string HashB = new('b', 64);
    private static readonly TokenOwner Ann = new(
        new Caller("ann", new Dictionary<string, Role>(StringComparer.Ordinal) { ["blue"] = Role.Editor }, false),
        "settings"
    );

    [Fact]
    public async Task ReadIdAsync_SixteenHostsAtOnce_AllHaveTheSame()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => OpenAsync(4)));

        var ids = await Task.WhenAll(hosts.Select(host => host.Installation.ReadIdAsync(Token)));

        Assert.Matches("^[a-z0-9]{16}$", Assert.Single(ids.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task ReadIdAsync_SecondCall_AsksNobody()
    {
        var id = await Store.Installation.ReadIdAsync(Token);
        Store.Faults.FailAfter(0);

        Assert.Equal(id, await Store.Installation.ReadIdAsync(Token));
    }

    [Fact]
    public async Task DueReadAsync_EntriesOfPastAndFuture_GivesThePastOldestFirst()
    {
        var now = Clock.GetUtcNow();
        await Store.Due.TouchAsync("late", now.AddMinutes(-1), Token);
        await Store.Due.TouchAsync("later", now.AddMinutes(-2), Token);
        await Store.Due.TouchAsync("future", now.AddTicks(1), Token);
        await Store.Due.TouchAsync("now", now, Token);

        var due = await Store.Due.ReadAsync(now, Token);

        Assert.Equal(["later", "late", "now"], due.Select(entry => entry.ClusterId));
        Assert.Equal(now.AddTicks(1), (await Store.Due.FindAsync("future", Token))!.DueAt);
    }

    [Fact]
    public async Task DueMoveAsync_EntryTouchedSince_LeavesIt()
    {
        var now = Clock.GetUtcNow();
        await Store.Due.TouchAsync("c1", now, Token);
        var entry = await Store.Due.FindAsync("c1", Token);
        await Store.Due.TouchAsync("c1", now, Token);

        Assert.Null(await Store.Due.MoveAsync(entry!, now.AddMinutes(1), Token));
        Assert.Equal(now, (await Store.Due.FindAsync("c1", Token))!.DueAt);
    }

    [Fact]
    public async Task DueMoveAsync_UnchangedEntry_MovesItAgainAndAgain()
    {
        var now = Clock.GetUtcNow();
        await Store.Due.TouchAsync("c1", now, Token);
        var entry = await Store.Due.FindAsync("c1", Token);

        var moved = await Store.Due.MoveAsync(entry!, now.AddMinutes(1), Token);
        var again = await Store.Due.MoveAsync(moved!, now.AddMinutes(2), Token);

        Assert.Equal(now.AddMinutes(2), again!.DueAt);
        Assert.Equal(again, await Store.Due.FindAsync("c1", Token));
    }

    [Fact]
    public async Task DueMoveAsync_EntryIsGone_GivesNull()
    {
        await Store.Due.TouchAsync("c1", Clock.GetUtcNow(), Token);
        var entry = await Store.Due.FindAsync("c1", Token);
        await Store.Due.RemoveAsync("c1", Token);
        await Store.Due.RemoveAsync("c1", Token);

        Assert.Null(await Store.Due.MoveAsync(entry!, Clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task DueTouchAsync_SixteenAtOnce_LeavesOneEntry()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Store.Due.TouchAsync("c1", Clock.GetUtcNow(), Token)));

        Assert.Single(await Store.Due.ReadAsync(Clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task DueRemoveAsync_ClusterThatLives_KeepsItsEntry()
    {
        await CreatedAsync("c1");

        await Store.Due.RemoveAsync("c1", Token);

        Assert.NotNull(await Store.Due.FindAsync("c1", Token));
    }

    [Fact]
    public async Task TokenFindAsync_PutToken_GivesItsOwnerInOneRequest()
    {
        await Store.Tokens.PutAsync(HashA, Ann with { Source = "older" }, Token);
        await Store.Tokens.PutAsync(HashA, Ann, Token);
        Store.Faults.Heal();

        var owner = await Store.Tokens.FindAsync(HashA, Token);

        Assert.Equal(1, Store.Faults.Count);
        Assert.Equivalent(Ann, owner, strict: true);
        Assert.Null(await Store.Tokens.FindAsync(HashB, Token));
    }

    [Fact]
    public async Task TokenKeepOnlyAsync_TokensOfTwoSources_EndsThoseLeftOutOfOne()
    {
        var hashC = new string('c', 64);
        await Store.Tokens.PutAsync(HashA, Ann, Token);
        await Store.Tokens.PutAsync(HashB, Ann, Token);
        await Store.Tokens.PutAsync(hashC, Ann with { Source = "api" }, Token);

        await Store.Tokens.KeepOnlyAsync("settings", new HashSet<string>(StringComparer.Ordinal) { HashA }, Token);

        Assert.NotNull(await Store.Tokens.FindAsync(HashA, Token));
        Assert.Null(await Store.Tokens.FindAsync(HashB, Token));
        Assert.NotNull(await Store.Tokens.FindAsync(hashC, Token));
    }

    [Fact]
    public async Task TokenFindAsync_TextThatIsNoHash_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Tokens.FindAsync("secret", Token));
}
