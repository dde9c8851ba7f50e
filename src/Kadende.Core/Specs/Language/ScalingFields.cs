namespace Kadende.Core.Specs.Language;

/// <summary><c>scaling</c>.</summary>
internal static class ScalingFields
{
    private static readonly WholeNumberKind Nodes = new(0, GroupFields.MaxSize);

    private static readonly TypedField<string> Cron = Field.Required(
        "cron",
        TextKind.Line("a cron expression of five fields", 100),
        "* * * * *",
        "When the size changes, as a cron expression of five fields."
    );

    private static readonly TypedField<string> TimeZone = Field.WithDefault(
        "timeZone",
        TextKind.Line("the name of a time zone, such as Europe/Berlin", 63),
        "UTC",
        "The time zone of the cron expression."
    );

    private static readonly TypedField<int> Size = Field.Required("size", Nodes, 0, "How many machines from then on.");

    private static readonly TypedField<int> Min = Field.Required("min", Nodes, 0, "The fewest machines there may be.");

    private static readonly TypedField<int> Max = Field.Required("max", Nodes, 0, "The most machines there may be.");

    private static readonly TypedField<IReadOnlyList<ScheduledSize>> Schedule = Field.WithDefault(
        "schedule",
        new ListKind<ScheduledSize>(
            new ObjectKind<ScheduledSize>(
                new Shape("scaling.schedule.", Cron, TimeZone, Size),
                (fields, _) => new ScheduledSize(fields.Get(Cron), fields.Get(TimeZone), fields.Get(Size))
            ),
            0,
            50
        ),
        "[]",
        "Sizes that are set at certain times."
    );

    public static readonly ObjectKind<ScalingSpec> Kind = new(
        new Shape("scaling.", Min, Max, Schedule),
        (fields, faults) =>
        {
            if (fields.Get(Min) > fields.Get(Max))
            {
                faults.Add(fields.SpotOf(Min), "'min' cannot be more than 'max'; lower it or raise 'max'.");
            }

            return new ScalingSpec(fields.Get(Min), fields.Get(Max), fields.Get(Schedule));
        }
    );
}
