namespace Kadende.Core.Specs.Language;

/// <summary><c>update</c>.</summary>
internal static class UpdateFields
{
    private static readonly TypedField<UpdateStrategy> Strategy = Field.WithDefault(
        "strategy",
        new ChoiceKind<UpdateStrategy>(("rolling", UpdateStrategy.Rolling), ("onDelete", UpdateStrategy.OnDelete)),
        "rolling",
        "rolling replaces outdated nodes step by step; onDelete leaves them until they go for another reason."
    );

    private static readonly TypedField<Amount> MaxSurge = Field.WithDefault(
        "maxSurge",
        new AmountKind(0),
        "1",
        "How many nodes more than the size there may be while outdated ones are replaced."
    );

    private static readonly TypedField<Amount> MaxUnavailable = Field.WithDefault(
        "maxUnavailable",
        new AmountKind(0),
        "0",
        "How many nodes fewer than the size may be healthy while outdated ones are replaced."
    );

    private static readonly TypedField<TimeSpan> MinReady = Field.WithDefault(
        "minReady",
        new DurationKind("0s", "24h"),
        "0s",
        "A new node counts after it has been healthy this long."
    );

    public static readonly ObjectKind<UpdateSpec> Kind = new(
        new Shape(Strategy, MaxSurge, MaxUnavailable, MinReady),
        (fields, faults) =>
        {
            var update = new UpdateSpec(
                fields.Get(MaxSurge),
                fields.Get(MaxUnavailable),
                fields.Get(Strategy),
                fields.Get(MinReady)
            );
            if (update.MaxSurge.Value == 0 && update.MaxUnavailable.Value == 0)
            {
                faults.Add(
                    fields.SpotOf(fields.Has(MaxSurge) ? MaxSurge : MaxUnavailable),
                    "'maxSurge' and 'maxUnavailable' cannot both be 0: no node could ever be replaced; raise one of them."
                );
            }

            return update;
        }
    );
}
