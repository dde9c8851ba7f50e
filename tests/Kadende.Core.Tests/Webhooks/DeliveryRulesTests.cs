using CsCheck;
using Kadende.Core.Webhooks;
using Xunit;

namespace Kadende.Core.Tests.Webhooks;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RetryLimits Limits = new(
        TimeSpan.FromSeconds(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromDays(3)
    );

    private static readonly Webhook Hook = new()
    {
        Id = "w1",
        Team = "blue",
        Url = "https://hooks.example.org/",
        SealedSecret = "",
        CreatedAt = Now,
        CreatedBy = "ann",
        Since = Now,
        FreshFrom = Now,
    };

    [Fact]
    public void After_Success_ForgetsFailures()
    {
        var failing = new WebhookState { Failures = 4, FailingSince = Now.AddHours(-1) };

        var after = DeliveryRules.After(Hook, failing, Try(Now), new DeliveryAnswer.Taken(204), Limits);

        Assert.True(after.IsTaken);
        Assert.Equal((0, null, null), (after.State.Failures, after.State.FailingSince, after.State.NextTryAt));
        Assert.Equal(5, Assert.Single(after.State.Deliveries).Try);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public void After_AnyOtherAnswer_IsTriedAgain(int status)
    {
        var after = DeliveryRules.After(
            Hook,
            new WebhookState(),
            Try(Now),
            new DeliveryAnswer.Refused(status, null),
            Limits
        );

        Assert.False(after.IsTaken);
        Assert.Null(after.Stop);
        Assert.Equal((1, Now), (after.State.Failures, after.State.FailingSince));
        Assert.InRange(after.State.NextTryAt!.Value, Now.AddSeconds(7), Now.AddSeconds(11));
    }

    [Fact]
    public void After_Gone_DisablesAtOnce()
    {
        var after = DeliveryRules.After(
            Hook,
            new WebhookState(),
            Try(Now),
            new DeliveryAnswer.Refused(410, null),
            Limits
        );

        Assert.Equal((WebhookStop.Gone, "c1"), (after.Stop!.Reason, after.Stop.Untold));
    }

    [Fact]
    public void After_FailingForTooLong_DisablesAndSaysSince()
    {
        var failing = new WebhookState { Failures = 80, FailingSince = Now.AddDays(-3) };

        var after = DeliveryRules.After(
            Hook,
            failing,
            Try(Now),
            new DeliveryAnswer.Failed(DeliveryFault.NoAnswer),
            Limits
        );

        Assert.Equal(WebhookStop.Failing, after.Stop!.Reason);
        Assert.Equal(
            "No delivery succeeded since 2026-02-26 12:00:00Z; the last one found nobody who answers.",
            after.Stop.Message
        );
    }

    [Fact]
    public void After_JustNotTooLong_GoesOn()
    {
        var failing = new WebhookState { Failures = 80, FailingSince = Now.AddDays(-3).AddSeconds(1) };

        var after = DeliveryRules.After(Hook, failing, Try(Now), new DeliveryAnswer.Refused(503, null), Limits);

        Assert.Null(after.Stop);
    }

    [Fact]
    public void After_ManyTries_KeepsTheLastOnes()
    {
        var state = Enumerable
            .Range(0, 50)
            .Aggregate(
                new WebhookState(),
                (state, i) =>
                    DeliveryRules
                        .After(Hook, state, Try(Now.AddMinutes(i)), new DeliveryAnswer.Taken(200), Limits)
                        .State
            );

        Assert.Equal(Delivery.Kept, state.Deliveries.Count);
        Assert.Equal(Now.AddMinutes(49), state.Deliveries[0].At);
    }

    [Fact]
    public void FreshFrom_FailuresFromBefore_AreForgotten()
    {
        var failing = new WebhookState
        {
            Failures = 3,
            FailingSince = Now,
            NextTryAt = Now.AddHours(1),
        };

        Assert.Equal(0, failing.FreshFrom(Now.AddSeconds(1)).Failures);
        Assert.Null(failing.FreshFrom(Now.AddSeconds(1)).NextTryAt);
        Assert.Equal(3, failing.FreshFrom(Now).Failures);
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(1, 7200, 3600)]
    public void Delay_RetryAfter_IsHonouredWithinBounds(int failures, int asked, int expected) =>
        Assert.Equal(
            TimeSpan.FromSeconds(expected),
            DeliveryRules.Delay("w1", failures, TimeSpan.FromSeconds(asked), Limits)
        );

    [Fact]
    public void Delay_AnyFailure_IsBoundedAndTheSameEachTime() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 32], Gen.Int[1, 10_000], Gen.Int[-100, 100_000].Nullable())
            .Sample(
                (webhook, failures, asked) =>
                {
                    var after = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
                    var delay = DeliveryRules.Delay(webhook, failures, after, Limits);
                    return delay >= Limits.From * 0.75
                        && delay <= Limits.To
                        && delay == DeliveryRules.Delay(webhook, failures, after, Limits);
                }
            );

    [Fact]
    public void Delay_ManyWebhooks_AreSpread()
    {
        var delays = Enumerable.Range(0, 100).Select(i => DeliveryRules.Delay($"w{i}", 9, null, Limits)).ToList();

        Assert.True(delays.Distinct().Count() > 90);
        Assert.True(delays.Max() - delays.Min() > (Limits.From * 256 * 0.2));
    }

    private static Delivery Try(DateTimeOffset at) =>
        new("e1", "c1", "io.kadende.node.running", at, TimeSpan.Zero, 0, null, null);
}
