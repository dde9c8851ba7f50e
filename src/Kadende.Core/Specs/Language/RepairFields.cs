using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary><c>repair</c>.</summary>
internal static class RepairFields
{
    private static readonly DurationKind Delay = new("1s", "24h");

    private static readonly TypedField<TimeSpan> From = Field.WithDefault(
        "from",
        Delay,
        "1m",
        "The delay after the first failure; it doubles with every further one."
    );

    private static readonly TypedField<TimeSpan> To = Field.WithDefault("to", Delay, "30m", "The longest delay.");

    private static readonly TypedField<bool> Auto = Field.WithDefault(
        "auto",
        new BooleanKind(),
        "true",
        "false marks an unhealthy node and leaves it alone."
    );

    private static readonly TypedField<ReplaceOrder> Order = Field.WithDefault(
        "order",
        new ChoiceKind<ReplaceOrder>(
            ("launchFirst", ReplaceOrder.LaunchFirst),
            ("terminateFirst", ReplaceOrder.TerminateFirst)
        ),
        "launchFirst",
        "Whether the new node is healthy before the old one goes, or the old one goes first."
    );

    private static readonly TypedField<Amount> MaxInFlight = Field.WithDefault(
        "maxInFlight",
        new AmountKind(1),
        "10%",
        "How many nodes may be under repair at once; at least 1 whatever the percentage."
    );

    private static readonly TypedField<Amount> Breaker = Field.WithDefault(
        "breaker",
        new AmountKind(0),
        "40%",
        "More unhealthy nodes than this, and more than two: nothing is replaced until a person says so."
    );

    private static readonly TypedField<int> Retries = Field.WithDefault(
        "retries",
        new WholeNumberKind(1, 20),
        "3",
        "How often a refused creation is tried before the slot rests."
    );

    private static readonly TypedField<(TimeSpan From, TimeSpan To)> Backoff = Field.WithDefault(
        "backoff",
        new ObjectKind<(TimeSpan From, TimeSpan To)>(new Shape(From, To), BackoffOf),
        "{}",
        "The delay between tries."
    );

    public static readonly ObjectKind<RepairSpec> Kind = new(
        new Shape(Auto, Order, MaxInFlight, Breaker, Retries, Backoff),
        (fields, _) =>
            new RepairSpec
            {
                Auto = fields.Get(Auto),
                Order = fields.Get(Order),
                MaxInFlight = fields.Get(MaxInFlight),
                Breaker = fields.Get(Breaker),
                Retries = fields.Get(Retries),
                BackoffFrom = fields.Get(Backoff).From,
                BackoffTo = fields.Get(Backoff).To,
            }
    );

    private static (TimeSpan From, TimeSpan To) BackoffOf(FieldValues fields, FaultList faults)
    {
        var (from, to) = (fields.Get(From), fields.Get(To));
        if (from > to)
        {
            faults.Add(
                fields.SpotOf(fields.Has(From) ? From : To),
                $"'backoff' cannot begin with a longer delay than it ends with; set 'from' to at most 'to' (by default {From.Default} and {To.Default})."
            );
        }

        return (from, to);
    }
}
