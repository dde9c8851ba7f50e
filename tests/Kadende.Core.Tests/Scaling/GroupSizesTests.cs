using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Core.Tests.Specs;
using Xunit;

namespace Kadende.Core.Tests.Scaling;

public sealed class GroupSizesTests
{
    /// <summary>Ten in the day, two in the night, five else.</summary>
    private static readonly GroupSpec Office = Group(
        """
        size: 5
        scaling:
          min: 1
          max: 10
          schedule:
            - { cron: "0 8 * * 1-5", timeZone: Europe/Berlin, size: 10 }
            - { cron: "0 20 * * 1-5", timeZone: Europe/Berlin, size: 2 }
        """
    );

    [Theory]
    [InlineData("2026-03-02T07:00:00Z", 10, "2026-03-02T19:00:00Z", 2)]
    [InlineData("2026-03-02T06:59:59Z", 2, "2026-03-02T07:00:00Z", 10)]
    [InlineData("2026-03-02T18:59:59Z", 10, "2026-03-02T19:00:00Z", 2)]
    [InlineData("2026-03-07T12:00:00Z", 2, "2026-03-09T07:00:00Z", 10)]
    public void At_Schedule_IsTheSizeWhoseTimeCameLast(string now, int size, string nextAt, int nextSize)
    {
        var found = GroupSizes.At(Office, Time(now));

        Assert.Equal((size, SizeOrigin.Schedule), (found.Size, found.Origin));
        Assert.Equal(new SizeStep(Time(nextAt), nextSize), found.Next);
    }

    [Fact]
    public void At_NoTimeWithinAYear_IsTheSizeOfTheSpec()
    {
        var leap = Group("size: 5\nscaling: { min: 0, max: 9, schedule: [{ cron: '0 0 29 2 *', size: 1 }] }");

        var found = GroupSizes.At(leap, Time("2026-03-01T00:00:00Z"));

        Assert.Equal((5, SizeOrigin.Spec), (found.Size, found.Origin));
        Assert.Equal(new SizeStep(Time("2028-02-29T00:00:00Z"), 1), found.Next);
    }

    [Fact]
    public void At_TwoAtTheSameTime_IsTheLaterOfTheList()
    {
        var both = Group(
            "size: 5\nscaling: { min: 0, max: 9, schedule: [{ cron: '0 8 * * *', size: 1 }, { cron: '0 8 * * 1', size: 3 }] }"
        );

        Assert.Equal(3, GroupSizes.At(both, Time("2026-03-02T09:00:00Z")).Size);
        Assert.Equal(1, GroupSizes.At(both, Time("2026-03-03T09:00:00Z")).Size);
    }

    [Fact]
    public void At_SetByHand_CountsUntilTheNextScheduledTime()
    {
        var hand = Office with { Hand = new HandSize(7, Time("2026-03-02T10:00:00Z"), null) };

        var before = GroupSizes.At(hand, Time("2026-03-02T18:59:59Z"));
        var after = GroupSizes.At(hand, Time("2026-03-02T19:00:00Z"));

        Assert.Equal((7, SizeOrigin.Hand), (before.Size, before.Origin));
        Assert.Equal(new SizeStep(Time("2026-03-02T19:00:00Z"), 2), before.Next);
        Assert.Equal((2, SizeOrigin.Schedule), (after.Size, after.Origin));
    }

    [Fact]
    public void At_SetByHandWithAnEnd_OutlastsScheduledTimesUntilThen()
    {
        var hand = Office with { Hand = new HandSize(7, Time("2026-03-02T10:00:00Z"), Time("2026-03-02T22:00:00Z")) };

        Assert.Equal(7, GroupSizes.At(hand, Time("2026-03-02T21:59:59Z")).Size);
        Assert.Equal(
            new SizeStep(Time("2026-03-02T22:00:00Z"), 2),
            GroupSizes.At(hand, Time("2026-03-02T12:00:00Z")).Next
        );
        Assert.Equal(2, GroupSizes.At(hand, Time("2026-03-02T22:00:00Z")).Size);
    }

    [Fact]
    public void At_SetByHandWithAnEndAndNoSchedule_ReturnsToTheSpec()
    {
        var hand = Group("size: 5") with
        {
            Hand = new HandSize(7, Time("2026-03-02T10:00:00Z"), Time("2026-03-02T12:00:00Z")),
        };

        var during = GroupSizes.At(hand, Time("2026-03-02T11:00:00Z"));
        var after = GroupSizes.At(hand, Time("2026-03-02T12:00:00Z"));

        Assert.Equal((7, new SizeStep(Time("2026-03-02T12:00:00Z"), 5)), (during.Size, during.Next));
        Assert.Equal((5, SizeOrigin.Spec, null), (after.Size, after.Origin, after.Next));
    }

    [Fact]
    public void At_SetByHandForGood_HasNoNext()
    {
        var hand = Group("size: 5") with { Hand = new HandSize(7, Time("2026-03-02T10:00:00Z"), null) };

        var found = GroupSizes.At(hand, Time("2027-03-02T10:00:00Z"));

        Assert.Equal((7, SizeOrigin.Hand, null), (found.Size, found.Origin, found.Next));
    }

    [Fact]
    public void Sized_Effective_HasAsManySlots()
    {
        Assert.Equal(["0", "1"], GroupSizes.Sized(Office, Time("2026-03-02T20:00:00Z")).Slots);
    }

    [Fact]
    public void Event_ScheduledTimeCame_IsToldOnce()
    {
        var now = GroupSizes.At(Office, Time("2026-03-02T07:00:00Z"));

        var told = SizeEvents.Of(Office, now, Status(wanted: 2), generation: 3)!;

        Assert.Equal((EventKind.GroupScheduled, "Scheduled"), (told.Kind, told.Reason));
        Assert.Equal(
            ("2", "10", "0 8 * * 1-5", "Europe/Berlin"),
            (told.Evidence["from"], told.Evidence["to"], told.Evidence["cron"], told.Evidence["timeZone"])
        );
        Assert.Null(SizeEvents.Of(Office, now, Status(wanted: 10), generation: 3));
    }

    [Fact]
    public void Event_NewSpecOrFirstLook_IsNotTheSchedulesDoing()
    {
        var now = GroupSizes.At(Office, Time("2026-03-02T07:00:00Z"));

        Assert.Null(SizeEvents.Of(Office, now, Status(wanted: 2), generation: 4));
        Assert.Null(SizeEvents.Of(Office, now, null, generation: 3));
    }

    [Fact]
    public void Event_HandSizeEnded_SaysSo()
    {
        var hand = Group("size: 5") with
        {
            Hand = new HandSize(7, Time("2026-03-02T10:00:00Z"), Time("2026-03-02T12:00:00Z")),
        };

        var told = SizeEvents.Of(hand, GroupSizes.At(hand, Time("2026-03-02T12:00:00Z")), Status(wanted: 7), 3)!;

        Assert.Equal("HandSizeEnded", told.Reason);
    }

    private static GroupStatus Status(int wanted) =>
        new()
        {
            Path = GroupPath.Parse("web"),
            Generation = 3,
            State = ConvergenceState.Converged,
            Wanted = wanted,
            Present = wanted,
            Healthy = wanted,
            Changing = 0,
        };

    private static GroupSpec Group(string fields) => Texts.Good(Texts.GroupWithoutSize(fields)).Groups[0];

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
