using Kadende.Core.Scaling;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary><c>scaling</c>.</summary>
internal static class ScalingFields
{
    private static readonly WholeNumberKind Nodes = new(0, GroupFields.MaxSize);

    private static readonly TypedField<CronKind.Written> Cron = Field.Required(
        "cron",
        new CronKind(),
        CronKind.EveryMinute,
        "When the size changes, as a cron expression of five fields."
    );

    private static readonly TypedField<TimeZoneInfo> TimeZone = Field.WithDefault(
        "timeZone",
        new ZoneKind(),
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
                new Shape(Cron, TimeZone, Size),
                (fields, _) =>
                    new ScheduledSize(
                        new CronTimes(fields.Get(Cron).Text, fields.Get(Cron).Expression, fields.Get(TimeZone)),
                        fields.Get(Size)
                    )
            ),
            0,
            50
        ),
        "[]",
        "Sizes that are set at certain times."
    );

    public static readonly ObjectKind<ScalingSpec> Kind = new(
        new Shape(Min, Max, Schedule),
        (fields, faults) =>
        {
            if (fields.Get(Min) > fields.Get(Max))
            {
                faults.Add(fields.SpotOf(Min), "'min' cannot be more than 'max'; lower it or raise 'max'.");
            }
            else
            {
                CheckSizes(fields, faults);
            }

            return new ScalingSpec(fields.Get(Min), fields.Get(Max), fields.Get(Schedule));
        }
    );

    /// <summary>Adds the fault of a size outside the bounds.</summary>
    public static void CheckSize(Spot spot, int size, int min, int max, FaultList faults)
    {
        if (size < min || size > max)
        {
            faults.Add(
                spot,
                $"{Wording.NameOf(spot.Path)} is {size}, outside 'scaling' with 'min' {min} and 'max' {max}; change the size or the bounds."
            );
        }
    }

    private static void CheckSizes(FieldValues fields, FaultList faults)
    {
        var spot = fields.SpotOf(Schedule);
        if (!fields.Has(Min) || !fields.Has(Max) || spot.Node is not YamlNode.Sequence { Items: var items })
        {
            return;
        }

        // A list with a faulty item has no values; its faults come first.
        foreach (var (item, index) in fields.Get(Schedule).Zip(items).Select((pair, index) => (pair, index)))
        {
            var entry = spot.Item(index, item.Second);
            var size = ((YamlNode.Mapping)item.Second).Find(Size.Name)!;
            CheckSize(entry.Child(Size.Name, size), item.First.Size, fields.Get(Min), fields.Get(Max), faults);
        }
    }
}
