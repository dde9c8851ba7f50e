using Kadende.Plugins.Simulated;
using Kadende.Runtime.Passes;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a seed makes of a simulation: how the surroundings behave, what is wanted at first, and how long the storm lasts.</summary>
internal sealed record Scenario
{
    public required SimulatedOptions Promises { get; init; }

    public required SimulatedFaults Manners { get; init; }

    public required PassOptions PassOptions { get; init; }

    public required IReadOnlyList<ClusterWish> Clusters { get; init; }

    public required int Processes { get; init; }

    public required TimeSpan LongestWait { get; init; }

    /// <summary>When it begins: at any time, or in a night in which clocks change.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How many machines of others there are beside ours.</summary>
    public required int Strangers { get; init; }

    public required TimeSpan Storm { get; init; }

    /// <summary>How many things go wrong during the storm.</summary>
    public required int Faults { get; init; }

    public required int Edits { get; init; }

    public required double StoreTroubleRate { get; init; }

    /// <summary>Every zone counts as a place of its own, and each shows the machines of all.</summary>
    public required bool PlacesOverlap { get; init; }

    /// <summary>The team's quota; null: it has none.</summary>
    public required int? CreatesPerHour { get; init; }

    public static Scenario Draw(Random chance)
    {
        var listDelay = chance.Pick(0, 0, 8, 30);
        var (interval, seconds) = chance.Pick(("15s", 15), ("1m", 60), ("5m", 300), ("15m", 900));
        return new Scenario
        {
            Promises = new SimulatedOptions
            {
                IdempotentCreate = chance.Next(4) > 0,
                ListDelay = TimeSpan.FromSeconds(listDelay),
                CreateBatch = chance.Pick(1, 2, 5, 100),
                DestroyBatch = chance.Pick(1, 3, 100),
                Parallelism = chance.Pick(1, 2, 8),
                CallTimeout = chance.Seconds(5, 60),
                LabelsInPlace = chance.Next(3) > 0,
                PageSize = chance.Pick(3, 7, 1000),
                Seed = chance.Next(),
            },
            Manners = new SimulatedFaults
            {
                // What is new is listed before the promised delay is over.
                ListLag = listDelay == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(chance.Next(listDelay * 1000)),
                BootTime = chance.Seconds(0, 40),
                DeleteTime = chance.Seconds(0, 40),
                Latency = chance.Pick(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2)),
            },
            PassOptions = new PassOptions
            {
                MaxCreates = chance.Pick(2, 1000),
                UnknownAfter = chance.Seconds(60, 300),
                UnsettledLook = chance.Seconds(2, 15),
                // One that is put while a look of an older one still runs must not push that one out.
                KeepGenerations = chance.Pick(4, 50),
            },
            Clusters =
            [
                .. Enumerable
                    .Range(1, chance.Next(8) == 0 ? 2 : 1)
                    .Select(number => ClusterWish.Draw(chance, $"c{number}", interval)),
            ],
            Processes = chance.Pick(1, 2, 2),
            LongestWait = chance.Pick(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(20)),
            Start = chance.Pick(At(3, 1), At(3, 1), At(3, 29), At(10, 25)),
            Strangers = chance.Pick(0, 0, 3),
            Storm = TimeSpan.FromSeconds(seconds * chance.Next(8, 30)),
            Faults = chance.Next(2, 18),
            Edits = chance.Next(0, 7),
            StoreTroubleRate = chance.Pick(0, 0, 0.005, 0.03),
            PlacesOverlap = chance.Next(4) == 0,
            CreatesPerHour = chance.Pick<int?>(null, null, null, 6, 30),
        };
    }

    private static DateTimeOffset At(int month, int day) => new(2026, month, day, 0, 0, 0, TimeSpan.Zero);
}
