namespace Kadende.Core.Specs.Language;

/// <summary><c>health</c>.</summary>
internal static class HealthFields
{
    private static readonly TypedField<TimeSpan> Interval = Field.WithDefault(
        "interval",
        new DurationKind("1s", "1h"),
        "15s",
        "How often the group's nodes are looked at."
    );

    public static readonly TypedField<TimeSpan> Grace = Field.WithDefault(
        "grace",
        new DurationKind("0s", "24h"),
        "10m",
        "No bad answer counts before this much time since the machine exists, or before the first good answer. At most createTimeout."
    );

    private static readonly TypedField<int> UnhealthyAfter = Field.WithDefault(
        "unhealthyAfter",
        new WholeNumberKind(1, 100),
        "3",
        "Bad answers in a row that make a node unhealthy."
    );

    private static readonly TypedField<int> HealthyAfter = Field.WithDefault(
        "healthyAfter",
        new WholeNumberKind(1, 100),
        "1",
        "Good answers in a row that make a node healthy."
    );

    private static readonly TypedField<CheckCombination> Combine = Field.WithDefault(
        "combine",
        new ChoiceKind<CheckCombination>(("any", CheckCombination.Any), ("all", CheckCombination.All)),
        "any",
        "Whether any or all of the checks must fail before an answer counts as bad."
    );

    private static readonly TypedField<HealthMode> Mode = Field.WithDefault(
        "mode",
        new ChoiceKind<HealthMode>(("enforce", HealthMode.Enforce), ("observe", HealthMode.Observe)),
        "enforce",
        "enforce acts on what the checks say; observe only records what it would have done."
    );

    private static readonly TypedField<IReadOnlyList<HealthCheckSpec>> Checks = Field.WithDefault(
        "checks",
        new ListKind<HealthCheckSpec>(new CheckKind(), 0, 20),
        "[]",
        "Your own checks. The provider's word on a machine is always asked for besides."
    );

    public static readonly ObjectKind<HealthSpec> Kind = new(
        new Shape(Interval, Grace, UnhealthyAfter, HealthyAfter, Combine, Mode, Checks),
        (fields, _) =>
            new HealthSpec
            {
                Interval = fields.Get(Interval),
                Grace = fields.Get(Grace),
                UnhealthyAfter = fields.Get(UnhealthyAfter),
                HealthyAfter = fields.Get(HealthyAfter),
                Combine = fields.Get(Combine),
                Mode = fields.Get(Mode),
                Checks = fields.Get(Checks),
            }
    );
}
