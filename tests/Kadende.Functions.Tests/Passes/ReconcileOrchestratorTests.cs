using Kadende.Functions.Passes;
using Kadende.Runtime.Passes;
using Xunit;
using static Kadende.Functions.Tests.Passes.ScriptedPass;

namespace Kadende.Functions.Tests.Passes;

public sealed class ReconcileOrchestratorTests
{
    private readonly ScriptedPass _pass = new();

    [Fact]
    public void RunAsync_NothingToDo_LooksAtEachGroupOnceAndCompletes()
    {
        var next = _pass.Play();

        Assert.Equal(Start + TimeSpan.FromMinutes(1), next);
        Assert.Equal(
            ["LoadPass", "ReconcileGroup", "ReconcileGroup", "CompletePass"],
            _pass.Run.Runs.Select(run => run.Name)
        );
        var completion = Assert.Single(_pass.Completions);
        Assert.Equal((7, false), (completion.Generation, completion.AllGone));
        Assert.Equal([5], completion.NeededGenerations);
        Assert.Equal("etag-1", completion.Due?.ETag);
    }

    [Fact]
    public void RunAsync_ClusterIsGone_EndsAtOnce()
    {
        _pass.Load = _ => new PassLoad(false, 0, [], NewGeneration: false, null);

        Assert.Null(_pass.Play());
        Assert.Equal(["LoadPass"], _pass.Run.Runs.Select(run => run.Name));
    }

    [Fact]
    public void RunAsync_AGroupHasMoreToDo_GoesAnotherRoundAtOnce()
    {
        _pass.Look = work => Settled(work, TimeSpan.FromMinutes(1)) with { Again = _pass.Looks(Web) < 3 };

        _pass.Play();

        Assert.Equal(3, _pass.Looks(Web));
        Assert.Equal(3, _pass.Count("LoadPass"));
        Assert.Empty(_pass.Run.Timers);
        Assert.Single(_pass.Completions);
    }

    [Fact]
    public void RunAsync_SpecChangedMeanwhile_GoesAnotherRoundWithoutTheOldDueEntry()
    {
        _pass.End = completion => new PassEnd(_pass.Completions.Count == 1, completion.NextLook);

        _pass.Play();

        Assert.Equal(["etag-1", null], _pass.Completions.Select(completion => completion.Due?.ETag));
    }

    [Fact]
    public void RunAsync_AGroupAsksForALookSoon_WaitsForItInsideThePass()
    {
        _pass.Look = work => Settled(work, _pass.Looks(Web) == 1 ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(5));

        var next = _pass.Play();

        Assert.Single(_pass.Run.Timers);
        Assert.Equal(2, _pass.Looks(Web));
        Assert.Equal(Start + TimeSpan.FromMinutes(5), next);
    }

    [Fact]
    public void RunAsync_TimerFiresASecondEarly_StillLooksInTimeAndOnce()
    {
        _pass.Look = work =>
            Settled(work, _pass.Run.Now < Due(10) ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(5));

        _pass.Play();

        Assert.Equal(2, _pass.Looks(Web));
        Assert.Equal(Due(10), _pass.Run.Now);
    }

    [Fact]
    public void RunAsync_SomebodyAsksForALook_CutsTheWaitShort()
    {
        _pass.Look = work => Settled(work, _pass.Looks(Web) == 1 ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(5));
        _pass.Run.Raise(Due(3), "look", true);

        _pass.Play();

        Assert.Equal(2, _pass.Looks(Web));
        Assert.Equal(Due(3), _pass.Run.Now);
    }

    [Fact]
    public void RunAsync_SomebodyAsksWhileGroupsAreLookedAt_LooksAgainWithoutWaiting()
    {
        _pass.Look = work =>
        {
            var outcome = Settled(work, _pass.Looks(Web) == 1 ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(5));
            _pass.Run.Now += TimeSpan.FromSeconds(1);
            return outcome;
        };
        _pass.Run.Raise(Due(1), "look", true);

        _pass.Play();

        Assert.Equal(2, _pass.Looks(Web));
        Assert.Equal(Due(4), _pass.Run.Now);
    }

    [Fact]
    public void RunAsync_ManyWaitsAndLooks_KeepsOneWaitForTheEvent()
    {
        _pass.Look = work => Settled(work, _pass.Run.Now - Start + TimeSpan.FromSeconds(10));
        _pass.Run.Raise(Due(15), "look", true).Raise(Due(16), "look", true).Raise(Due(40), "look", true);

        _pass.Play();

        Assert.Equal(1, _pass.Run.MostWaits);
        Assert.True(_pass.Looks(Web) >= 7, $"{_pass.Looks(Web)} looks");
    }

    [Fact]
    public void RunAsync_AlwaysMoreToDo_EndsAfterTheLongestPass()
    {
        _pass.Look = work =>
        {
            _pass.Run.Now += TimeSpan.FromSeconds(12);
            return Settled(work, TimeSpan.Zero) with { Again = true };
        };
        _pass.End = completion => new PassEnd(true, completion.NextLook);

        _pass.Play();

        Assert.Equal(3, _pass.Looks(Web));
        Assert.Single(_pass.Completions);
    }

    [Fact]
    public void RunAsync_OneGroupKeepsFailing_RestsItAndGoesOnWithTheOthers()
    {
        _pass.Look = work =>
            work.Group == Web
                ? throw new InvalidOperationException("The store does not answer.")
                : Settled(work, TimeSpan.FromHours(1));

        var next = _pass.Play();

        Assert.Equal((3, 1), (_pass.Looks(Web), _pass.Looks(Workers)));
        var completion = Assert.Single(_pass.Completions);
        Assert.Equal((7, false), (completion.Generation, completion.AllGone));
        Assert.False(completion.Trim);
        Assert.Equal(_pass.Run.Now + DurablePassPort.RestAfterFailure, next);
    }

    [Fact]
    public void RunAsync_ClusterCannotBeLoaded_FailsSoThatTheTimerStartsItAgain()
    {
        _pass.Load = _ => throw new InvalidOperationException("The store does not answer.");

        var failure = Assert.ThrowsAny<Exception>(() => _pass.Play());

        Assert.Contains("LoadPass", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, _pass.Count("LoadPass"));
    }

    [Fact]
    public void RunAsync_ActivitiesRunTwice_PassGoesOnAsIfOnce()
    {
        _pass.Run.Twice(PassActivities.Load).Twice(PassActivities.ReconcileGroup).Twice(PassActivities.Complete);

        var next = _pass.Play();

        Assert.Equal(Start + TimeSpan.FromMinutes(1), next);
        Assert.Equal(2, _pass.Looks(Web));
        Assert.Equal(
            _pass.Completions[0] with
            {
                NeededGenerations = [],
                Due = null,
            },
            _pass.Completions[1] with
            {
                NeededGenerations = [],
                Due = null,
            }
        );
    }

    [Fact]
    public void RunAsync_StartedWithoutARequest_SaysSo()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            _pass.Run.Run<DateTimeOffset?>(null!, ReconcileOrchestrator.RunAsync)
        );

        Assert.Contains("without a request", failure.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Due(int seconds) => Start + TimeSpan.FromSeconds(seconds);
}
