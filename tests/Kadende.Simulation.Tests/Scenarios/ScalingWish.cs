using System.Globalization;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a user of a simulation writes about the size of a group at certain times.</summary>
/// <param name="Crons">When a size is set, each in the time zone.</param>
/// <param name="Sizes">Which size is set then, by the order of the times.</param>
internal sealed record ScalingWish(
    int Min,
    int Max,
    string TimeZone,
    IReadOnlyList<string> Crons,
    IReadOnlyList<int> Sizes
)
{
    /// <summary>Times that came long ago and do not come again while a simulation runs.</summary>
    private static readonly string[] Rare = ["0 0 1 1 *", "30 12 1 2 *"];

    /// <summary>The clocks of Berlin change while some of the simulations run: one of these times is skipped, or exists twice.</summary>
    private static readonly string[] Nightly = ["30 2 * * *", "15 3 * * *"];

    public static ScalingWish Draw(Random chance, int size, string interval)
    {
        var (min, max) = (Math.Max(0, size - chance.Next(4)), size + chance.Next(1, 5));
        var within = interval switch
        {
            "15s" => 6,
            "1m" => 25,
            _ => 60,
        };
        string[] hourly =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ => string.Create(CultureInfo.InvariantCulture, $"{chance.Next(within)} * * * *")),
        ];
        return new ScalingWish(
            min,
            max,
            chance.Pick("UTC", "Europe/Berlin", "Asia/Kolkata"),
            within == 60 ? chance.Pick(hourly, Nightly) : hourly,
            [chance.Next(min, max + 1), chance.Next(min, max + 1)]
        );
    }

    /// <summary>The sizes stay, and no time of theirs comes again.</summary>
    public ScalingWish AtRest() => this with { Crons = Rare };

    public ScalingWish Changed(Random chance) =>
        this with
        {
            TimeZone = chance.Pick("UTC", "Europe/Berlin", "Asia/Kolkata"),
            Sizes = [.. Sizes.Select(_ => chance.Next(Min, Max + 1))],
        };

    public string ToYaml()
    {
        var times = Crons.Zip(
            Sizes,
            (cron, size) =>
                string.Create(CultureInfo.InvariantCulture, $"{{cron: \"{cron}\", timeZone: {TimeZone}, size: {size}}}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"scaling: {{min: {Min}, max: {Max}, schedule: [{string.Join(", ", times)}]}}"
        );
    }
}
