using Kadende.Plugins.Machines;

namespace Kadende.Plugins.Tests.Machines;

public sealed class FairTurnsTests
{
    private readonly FairTurns _turns = new(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_OneCallerWantsAll_GetsHalf()
    {
        var asked = Ask("web", 3);

        await Task.WhenAll(asked.Take(2));

        Assert.False(asked[2].IsCompleted);
        Assert.True(Ask("db", 1)[0].IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Enter_SomebodyLeaves_TheNextOfTheSameCallerComes()
    {
        var asked = Ask("web", 3);

        (await asked[0]).Dispose();

        await asked[2].WaitAsync(Cancel);
    }

    [Fact]
    public async Task Enter_AllAreTaken_WhoeverHasFewestInComesNext()
    {
        var web = Ask("web", 3);
        var db = Ask("db", 3);
        var cache = Ask("cache", 1)[0];

        (await web[0]).Dispose();

        await cache.WaitAsync(Cancel);
        Assert.Equal((false, false), (web[2].IsCompleted, db[2].IsCompleted));
    }

    [Fact]
    public async Task Enter_WaitIsGivenUp_TakesNoTurn()
    {
        using var impatient = new CancellationTokenSource();
        var asked = Ask("web", 2);
        var waiting = _turns.EnterAsync("web", impatient.Token);
        var last = Ask("web", 1)[0];

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        (await asked[0]).Dispose();

        await last.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Dispose_Twice_GivesBackOneTurn()
    {
        var asked = Ask("web", 4);

        (await asked[0]).Dispose();
        (await asked[0]).Dispose();

        await asked[2].WaitAsync(Cancel);
        Assert.False(asked[3].IsCompleted);
    }

    private List<Task<IDisposable>> Ask(string caller, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => _turns.EnterAsync(caller, Cancel))];
}
