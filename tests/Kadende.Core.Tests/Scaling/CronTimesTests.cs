using Kadende.Core.Scaling;
using Kadende.Core.Tests.Specs;
using Xunit;

namespace Kadende.Core.Tests.Scaling;

/// <summary>The days on which the clocks are changed, forth and back, in zones that do so differently.</summary>
public sealed class CronTimesTests
{
    [Theory]
    // The clocks go from 2:00 to 3:00: half past two does not exist and comes at three.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z")]
    // The clocks go from 2:00 to 2:30: a quarter past two comes at half past.
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z", "2026-10-03T15:30:00Z")]
    public void After_TimeThatIsSkipped_IsTheFirstMomentAfterTheGap(
        string zone,
        string cron,
        string from,
        string expected
    ) => Assert.Equal(Time(expected), Of(cron, zone).After(Time(from)));

    [Theory]
    // From 3:00 back to 2:00: half past two comes once, in summer time.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData(
        "America/New_York",
        "30 1 * * *",
        "2026-10-31T12:00:00Z",
        "2026-11-01T05:30:00Z",
        "2026-11-02T06:30:00Z"
    )]
    // From 2:00 back to 1:30.
    [InlineData(
        "Australia/Lord_Howe",
        "45 1 * * *",
        "2026-04-04T12:00:00Z",
        "2026-04-04T14:45:00Z",
        "2026-04-05T15:15:00Z"
    )]
    public void After_TimeThatExistsTwice_ComesOnce(string zone, string cron, string from, string first, string second)
    {
        var times = Of(cron, zone);

        Assert.Equal(Time(first), times.After(Time(from)));
        Assert.Equal(Time(second), times.After(Time(first)));
        Assert.Equal(Time(first), times.UpTo(Time(second).AddSeconds(-1)));
    }

    [Theory]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-28T01:30:00Z")]
    public void UpTo_SkippedTime_CameAtTheEndOfTheGap(string now, string expected) =>
        Assert.Equal(Time(expected), Of("30 2 * * *", "Europe/Berlin").UpTo(Time(now)));

    [Fact]
    public void UpTo_LongAgo_IsNever() => Assert.Null(Of("0 0 29 2 *", "UTC").UpTo(Time("2026-03-01T00:00:00Z")));

    private static CronTimes Of(string cron, string zone) =>
        Texts
            .GoodGroup(
                $"scaling: {"{"} min: 0, max: 9, schedule: [{"{"} cron: '{cron}', timeZone: {zone}, size: 1 {"}"}] {"}"}"
            )
            .Scaling!.Schedule[0]
            .When;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
