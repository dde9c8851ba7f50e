using System.Globalization;

namespace Kadende.Core.Webhooks;

/// <summary>When a delivery is tried again, and when a webhook is given up.</summary>
public static class DeliveryRules
{
    /// <summary>The receiver says that it is there no more, and will not be.</summary>
    private const int GoneStatus = 410;

    /// <summary>Judges one try.</summary>
    /// <param name="state">How it went before, without what is forgotten.</param>
    /// <param name="tried">The try, without its number.</param>
    public static DeliveryOutcome After(
        Webhook webhook,
        WebhookState state,
        Delivery tried,
        DeliveryAnswer answer,
        RetryLimits limits
    )
    {
        var deliveries = Kept(state, tried with { Try = state.Failures + 1 });
        if (answer is DeliveryAnswer.Taken)
        {
            return new DeliveryOutcome(
                state with
                {
                    Failures = 0,
                    FailingSince = null,
                    NextTryAt = null,
                    Deliveries = deliveries,
                },
                IsTaken: true,
                null
            );
        }

        var failures = state.Failures + 1;
        var since = state.FailingSince ?? tried.At;
        var wait = Delay(webhook.Id, failures, (answer as DeliveryAnswer.Refused)?.RetryAfter, limits);
        var after = state with
        {
            Failures = failures,
            FailingSince = since,
            NextTryAt = tried.At + tried.Took + wait,
            Deliveries = deliveries,
        };
        return new DeliveryOutcome(after, IsTaken: false, StopOf(tried, answer, since, limits));
    }

    /// <summary>How long to wait after so many failures in a row. The same for the same webhook and failure, different for others.</summary>
    /// <param name="failures">From 1.</param>
    /// <param name="retryAfter">What the receiver asks for: it makes the wait longer, up to the longest, and never shorter.</param>
    public static TimeSpan Delay(string webhook, int failures, TimeSpan? retryAfter, RetryLimits limits)
    {
        var doubled = limits.From * Math.Pow(2, Math.Min(failures - 1, 30));
        var longest = doubled < limits.To ? doubled : limits.To;
        // Three to four quarters of it: receivers that came back are not met by all at once.
        var own = longest * (0.75 + (0.25 * Share(webhook, failures)));
        return retryAfter is not { } asked || asked < own ? own
            : asked < limits.To ? asked
            : limits.To;
    }

    private static WebhookStop? StopOf(
        Delivery tried,
        DeliveryAnswer answer,
        DateTimeOffset failingSince,
        RetryLimits limits
    )
    {
        if (answer.Status == GoneStatus)
        {
            return new WebhookStop(
                tried.At,
                WebhookStop.Gone,
                "The receiver answered 410 Gone: it wants nothing more.",
                tried.Cluster
            );
        }

        return tried.At - failingSince >= limits.GiveUpAfter
            ? new WebhookStop(
                tried.At,
                WebhookStop.Failing,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No delivery succeeded since {failingSince:u}; the last one {Words(answer)}."
                ),
                tried.Cluster
            )
            : null;
    }

    /// <summary>What came of it, as the end of a sentence about a delivery.</summary>
    public static string Words(DeliveryAnswer answer) =>
        answer switch
        {
            DeliveryAnswer.Taken taken => Answered(taken.Code),
            DeliveryAnswer.Refused refused => Answered(refused.Code),
            DeliveryAnswer.Failed failed => Words(failed.Fault),
            _ => throw new InvalidOperationException("A delivery ends in one of three ways."),
        };

    private static string Words(DeliveryFault fault) =>
        fault switch
        {
            DeliveryFault.NoAnswer => "found nobody who answers",
            DeliveryFault.TimedOut => "was not answered in time",
            DeliveryFault.NoTls => "found no secure connection that can be trusted",
            DeliveryFault.NotAllowed => "was kept back by the settings of the installation",
            _ => throw new InvalidOperationException($"There is no fault '{fault}'."),
        };

    private static string Answered(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"was answered with {status}");

    private static IReadOnlyList<Delivery> Kept(WebhookState state, Delivery tried) =>
        [tried, .. state.Deliveries.Take(Delivery.Kept - 1)];

    /// <summary>From 0 to 1, spread evenly.</summary>
    private static double Share(string webhook, int failures)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{webhook}/{failures}");
        var hash = text.Aggregate(2_166_136_261u, (hash, c) => unchecked((hash ^ c) * 16_777_619u));
        // The last step of the hash leaves neighbours close together; this spreads them.
        hash = unchecked((hash ^ (hash >> 15)) * 2_246_822_519u);
        return (hash ^ (hash >> 13)) / (double)uint.MaxValue;
    }
}
