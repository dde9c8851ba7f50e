using Kadende.Plugins.Secrets;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class SecretStoreTests : IDisposable
{
    private readonly SecretBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Find_NameOfTheTeam_IsTheTeamsAndNobodyElses()
    {
        var store = _bench.Store();
        await PutAsync("blue", "key", "blue's");
        await PutAsync("red", "key", "red's");
        await PutAsync("default", "db", "default's");

        Assert.Equal("blue's", await store.FindAsync("blue", "key", Token));
        Assert.Equal("red's", await store.FindAsync("red", "key", Token));
        Assert.Null(await store.FindAsync("default", "key", Token));
        // The team's comes before the installation's.
        Assert.Equal("default's", await store.FindAsync("default", "db", Token));
    }

    [Theory]
    [InlineData("default", new string[0], true)]
    [InlineData("blue", new string[0], false)]
    [InlineData("blue", new[] { "red", "blue" }, true)]
    [InlineData("default", new[] { "blue" }, false)]
    [InlineData("blue", new[] { "*" }, true)]
    [InlineData("default", new[] { "" }, false)]
    public async Task Find_InstallationsSecret_IsForThoseThatItIsSharedWith(
        string team,
        string[] sharedWith,
        bool isFound
    ) => Assert.Equal(isFound ? SecretBench.Value : null, await _bench.Store(sharedWith).FindAsync(team, "db", Token));

    [Theory]
    [InlineData("./db")]
    [InlineData("blue/db")]
    [InlineData("")]
    public async Task Find_WhatCannotBeAName_IsNothing(string name)
    {
        await PutAsync("default", name, "never");

        Assert.Null(await _bench.Store().FindAsync("default", name, Token));
    }

    [Fact]
    public async Task Find_ChangedElsewhere_IsReadAnewAfterAWhile()
    {
        var store = _bench.Store();
        await PutAsync("blue", "key", "first");
        var first = await store.FindAsync("blue", "key", Token);
        await PutAsync("blue", "key", "second");

        var same = await store.FindAsync("blue", "key", Token);
        _bench.Time.Advance(TimeSpan.FromMinutes(6));
        var later = await store.FindAsync("blue", "key", Token);

        Assert.Equal(("first", "first", "second"), (first, same, later));
    }

    [Fact]
    public async Task Forget_ChangedHere_IsReadAnewAtOnce()
    {
        var store = _bench.Store();
        await PutAsync("blue", "key", "first");
        var first = await store.FindAsync("blue", "key", Token);
        await PutAsync("blue", "key", "second");

        store.Forget("blue", "key");

        Assert.Equal(("first", "second"), (first, await store.FindAsync("blue", "key", Token)));
    }

    [Fact]
    public async Task Forget_WhileTheOldValueIsRead_DoesNotKeepIt()
    {
        var store = _bench.Store();
        await PutAsync("blue", "key", "first");
        _bench.Teams.Found = () => store.Forget("blue", "key");
        await store.FindAsync("blue", "key", Token);
        await PutAsync("blue", "key", "second");

        Assert.Equal("second", await store.FindAsync("blue", "key", Token));
    }

    [Fact]
    public void MissingMessage_TeamThatNothingIsSharedWith_IsNotToldWhereTheInstallationKeepsIts()
    {
        var message = _bench.Store().MissingMessage("blue", "db");

        Assert.Equal(
            "There is no secret 'db' for team 'blue'. An admin of the team can add it (PUT /api/teams/blue/secrets/db). The installation's own "
                + "secrets are not shared with this team: ask an administrator if it needs one of them.",
            message
        );
    }

    private Task<TeamSecret> PutAsync(string team, string name, string value) =>
        _bench.Teams.PutAsync(team, name, value, "ann", Token);
}
