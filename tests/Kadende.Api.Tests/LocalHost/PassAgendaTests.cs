using Kadende.LocalHost;
using Kadende.LocalHost.Scheduling;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Api.Tests.LocalHost;

public sealed class PassAgendaTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PassAgenda _agenda = new(new LocalOptions { MaxPasses = 2 });

    [Fact]
    public void Asked_TwiceBeforeItRuns_RunsOnce()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        _agenda.Take(new PassSignal.Asked("a"), Now);

        Assert.Equal(["a"], Ready(Now));
        Assert.Empty(Ready(Now));
    }

    [Fact]
    public void Asked_WhileItRuns_RunsOnceMoreAfterwards()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);
        _agenda.Take(new PassSignal.Asked("a"), Now);
        _agenda.Take(new PassSignal.Asked("a"), Now);
        var meanwhile = Ready(Now);

        _agenda.Take(new PassSignal.Ended("a", Now + Second), Now);

        Assert.Empty(meanwhile);
        Assert.Equal(["a"], Ready(Now));
        _agenda.Take(new PassSignal.Ended("a", Now + Second), Now);
        Assert.Empty(Ready(Now));
    }

    [Fact]
    public void Ended_WithANextTime_IsReadyToTheMoment()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);

        _agenda.Take(new PassSignal.Ended("a", Now + (10 * Second)), Now);

        Assert.Equal(Now + (10 * Second), _agenda.NextWake);
        Assert.Empty(Ready(Now + (9 * Second)));
        Assert.Equal(["a"], Ready(Now + (10 * Second)));
        Assert.Null(_agenda.NextWake);
    }

    [Fact]
    public void Ended_ClusterGone_WakesNobody()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);

        _agenda.Take(new PassSignal.Ended("a", null), Now);

        Assert.Null(_agenda.NextWake);
        Assert.Equal(0, _agenda.Running);
    }

    [Fact]
    public void Due_ReadBeforeThePassEnded_IsOldNews()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);
        _agenda.Take(new PassSignal.Ended("a", Now + (60 * Second)), Now + Second);

        _agenda.Take(Due("a", readAt: Now), Now + Second);
        var old = Ready(Now + Second);
        _agenda.Take(Due("a", readAt: Now + (2 * Second)), Now + (2 * Second));

        Assert.Empty(old);
        Assert.Equal(["a"], Ready(Now + (2 * Second)));
    }

    [Fact]
    public void Due_Entry_GoesWithTheRequest()
    {
        _agenda.Take(Due("a", readAt: Now), Now);

        var request = Assert.Single(_agenda.TakeReady(Now));

        Assert.Equal("etag", request.Due?.ETag);
    }

    [Fact]
    public void Due_WhileItRuns_IsLeftToThePass()
    {
        _agenda.Take(Due("a", readAt: Now), Now);
        Ready(Now);

        _agenda.Take(Due("a", readAt: Now + Second), Now + Second);
        _agenda.Take(new PassSignal.Ended("a", Now + (60 * Second)), Now + Second);

        Assert.Empty(Ready(Now + Second));
    }

    [Fact]
    public void TakeReady_MoreThanMayRun_GivesOutTheRestAsPassesEnd()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        _agenda.Take(new PassSignal.Asked("b"), Now);
        _agenda.Take(new PassSignal.Asked("c"), Now);
        var first = Ready(Now);

        _agenda.Take(new PassSignal.Ended("a", null), Now);

        Assert.Equal(["a", "b"], first);
        Assert.Equal(["c"], Ready(Now));
    }

    [Fact]
    public void Failed_AgainAndAgain_WaitsLongerEachTime()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);
        _agenda.Take(new PassSignal.Failed("a"), Now);
        var first = _agenda.NextWake;
        _agenda.Take(Due("a", readAt: Now + (Second / 2)), Now + (Second / 2));
        var tooEarly = Ready(Now + (Second / 2));

        Ready(Now + Second);
        _agenda.Take(new PassSignal.Failed("a"), Now + Second);

        Assert.Equal(Now + Second, first);
        Assert.Empty(tooEarly);
        Assert.Equal(Now + (3 * Second), _agenda.NextWake);
    }

    [Fact]
    public void Failed_ThenAsked_RunsAtOnce()
    {
        _agenda.Take(new PassSignal.Asked("a"), Now);
        Ready(Now);
        _agenda.Take(new PassSignal.Failed("a"), Now);

        _agenda.Take(new PassSignal.Asked("a"), Now);

        Assert.Equal(["a"], Ready(Now));
    }

    private IReadOnlyList<string> Ready(DateTimeOffset now) =>
        [.. _agenda.TakeReady(now).Select(request => request.ClusterId)];

    private static PassSignal.Due Due(string id, DateTimeOffset readAt) =>
        new([new DueCluster(id, readAt, "etag")], readAt);
}
