using Kadende.Core.Specs;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Heartbeats;

public sealed class HeartbeatIntakeTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    private static readonly GroupPath Web = GroupPath.Parse("web");

    [Fact]
    public async Task Token_OfANode_NamesItOnEveryHost()
    {
        var subject = new HeartbeatSubject("c1", GroupPath.Parse("web/eu"), "n-1");
        var token = await new HeartbeatTokens(Store.Installation).MakeAsync(subject, Token);
        var other = await OpenAsync(4);

        Assert.Matches("^knh_[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", token);
        Assert.Equal(subject, await new HeartbeatTokens(other.Installation).ReadAsync(token, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("knh_")]
    [InlineData("knh_a.b.c")]
    [InlineData("knh_YzF8d2VifG4tMQ.AAAA")]
    [InlineData("knh_YzF8d2VifG4tMQ.")]
    [InlineData("knh_!!!.!!!")]
    public async Task Token_NotMadeHere_IsNobodys(string token) =>
        Assert.Null(await new HeartbeatTokens(Store.Installation).ReadAsync(token, Token));

    [Fact]
    public async Task Token_ChangedInAnyPart_IsNobodys()
    {
        var tokens = new HeartbeatTokens(Store.Installation);
        var mine = await tokens.MakeAsync(new HeartbeatSubject("c1", Web, "n-1"), Token);
        var other = await tokens.MakeAsync(new HeartbeatSubject("c1", Web, "n-2"), Token);

        var mixed = $"{other.Split('.')[0]}.{mine.Split('.')[1]}";

        Assert.Null(await tokens.ReadAsync(mixed, Token));
        Assert.Null(await tokens.ReadAsync(mine[..^1] + (mine[^1] == 'A' ? 'E' : 'A'), Token));
        Assert.Null(await tokens.ReadAsync("x" + mine, Token));
    }

    [Fact]
    public async Task Take_HeartbeatOfANode_IsKeptWithTheHostsTime()
    {
        var (intake, token) = await OpenAsync();

        Assert.True(await TakeAsync(intake, token, "disk full"));

        Assert.Equal(new Heartbeat(Clock.GetUtcNow(), "disk full"), await LastAsync());
    }

    [Fact]
    public async Task Take_SoonerThanASecond_WritesOnlyBadNews()
    {
        var (intake, token) = await OpenAsync();
        var first = Clock.GetUtcNow();
        await TakeAsync(intake, token, null);

        Clock.Advance(TimeSpan.FromMilliseconds(900));
        await TakeAsync(intake, token, null);
        Assert.Equal(new Heartbeat(first, null), await LastAsync());

        var bad = Clock.GetUtcNow();
        await TakeAsync(intake, token, "disk full");
        await TakeAsync(intake, token, null);
        Assert.Equal(new Heartbeat(bad, "disk full"), await LastAsync());

        Clock.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync(intake, token, null);
        Assert.Equal(new Heartbeat(Clock.GetUtcNow(), null), await LastAsync());
    }

    [Fact]
    public async Task Take_NodeThatIsNotThere_IsRefusedAndNotWritten()
    {
        var (intake, _) = await OpenAsync();
        var gone = await new HeartbeatTokens(Store.Installation).MakeAsync(
            new HeartbeatSubject("c1", Web, "n-gone"),
            Token
        );

        Assert.False(await TakeAsync(intake, gone, null));
        Assert.Empty(await Store.Heartbeats.LoadAsync("c1", Web, Token));
    }

    [Fact]
    public async Task Take_NodeMadeASecondAgo_IsKnown()
    {
        var (intake, token) = await OpenAsync();
        await TakeAsync(intake, token, null);
        var slot = StoreSamples.Slot("1");
        var fresh = await new HeartbeatTokens(Store.Installation).MakeAsync(
            new HeartbeatSubject("c1", Web, slot.Nodes[0].Id),
            Token
        );
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(slot)], Token);

        Assert.False(await TakeAsync(intake, fresh, null));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await TakeAsync(intake, fresh, null));
    }

    [Fact]
    public async Task Take_StoreDoesNotAnswer_NothingWasHeardUntilNow()
    {
        using var listening = new HeartbeatListening(Clock);
        var doomed = await OpenDoomedAsync();
        var intake = new HeartbeatIntake(
            new HeartbeatTokens(doomed.Installation),
            new KnownNodes(doomed.Clusters, Clock),
            doomed.Heartbeats,
            listening,
            Clock
        );
        doomed.Faults.FailAfter(0);
        Clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            intake.TakeAsync(new HeartbeatSubject("c1", Web, "n-1"), null, Token)
        );

        Assert.Equal(Clock.GetUtcNow(), listening.Since);
    }

    private async Task<(HeartbeatIntake Intake, string Token)> OpenAsync()
    {
        var slot = StoreSamples.Slot("0");
        await CreatedAsync("c1");
        await Store.Clusters.WriteAsync("c1", [StoreSamples.Put(slot)], Token);
        var tokens = new HeartbeatTokens(Store.Installation);
        return (
            new HeartbeatIntake(
                tokens,
                new KnownNodes(Store.Clusters, Clock),
                Store.Heartbeats,
                new HeartbeatListening(Clock),
                Clock
            ),
            await tokens.MakeAsync(new HeartbeatSubject("c1", Web, slot.Nodes[0].Id), Token)
        );
    }

    private async Task<Heartbeat> LastAsync() =>
        Assert.Single(await Store.Heartbeats.LoadAsync("c1", Web, Token)).Value;

    /// <summary>As the API does it.</summary>
    private static async Task<bool> TakeAsync(HeartbeatIntake intake, string token, string? problem)
    {
        if (await intake.FindAsync(token, Token) is not { } node)
        {
            return false;
        }

        await intake.TakeAsync(node, problem, Token);
        return true;
    }
}
