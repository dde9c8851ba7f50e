using System.Globalization;
using Kadende.Simulation.Tests.Mutants;

namespace Kadende.Simulation.Tests;

/// <summary>Plays many seeds, on two threads; each seed stays on one.</summary>
internal static class SeedRun
{
    private const int Threads = 2;
    private const int MostTold = 10;

    /// <summary>How many seeds to play: <c>KADENDE_SEEDS</c>, or 2,000; one when <c>KADENDE_SEED</c> names it.</summary>
    public static int Count => Setting("KADENDE_SEED") is null ? Setting("KADENDE_SEEDS") ?? 2000 : 1;

    public static int First => Setting("KADENDE_SEED") ?? 1;

    /// <summary>The event log of the seed that <c>KADENDE_SEED</c> names; empty when it names none.</summary>
    public static string Replayed() =>
        Setting("KADENDE_SEED") is { } seed
            ? OnOwnThread(() => Simulation.Run(seed, Mutant.None, keepsJournal: true)).Journal
            : "";

    /// <summary>All that break a promise.</summary>
    public static IReadOnlyList<SimulationResult> FindAll(int first, int count, Mutant mutant) =>
        Find(first, count, mutant, stopAtFirst: false);

    /// <summary>One that breaks a promise; null when none does.</summary>
    public static SimulationResult? FindOne(int count, Mutant mutant) =>
        Find(1, count, mutant, stopAtFirst: true).FirstOrDefault();

    public static T OnOwnThread<T>(Func<T> act)
    {
        T? result = default;
        RunThreads(1, () => result = act());
        return result!;
    }

    /// <summary>On threads of their own, without the synchronisation context of the test runner.</summary>
    /// <exception cref="AggregateException">What was thrown there.</exception>
    private static void RunThreads(int count, Action act) =>
        Task.WaitAll(
            Enumerable
                .Range(0, count)
                .Select(_ =>
                    Task.Factory.StartNew(
                        act,
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                ),
            CancellationToken.None
        );

    /// <summary>What the failing seeds have to say, the first one with its journal.</summary>
    public static string Report(IReadOnlyList<SimulationResult> found)
    {
        if (found.Count == 0)
        {
            return "";
        }

        var replay = OnOwnThread(() => Simulation.Run(found[0].Seed, Mutant.None, keepsJournal: true));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {found.Count} seeds broke a promise:
            {string.Join('\n', found.Take(MostTold).Select(result => result.Told))}
            Replay one: KADENDE_SEED={found[
                0
            ].Seed} dotnet run --project tests/Kadende.Simulation.Tests -- -class "*SeedTests" -showLiveOutput
            The event log of seed {found[0].Seed}:
            {replay.Journal}
            """
        );
    }

    private static List<SimulationResult> Find(int first, int count, Mutant mutant, bool stopAtFirst)
    {
        var found = new List<SimulationResult>();
        var next = first - 1;
        RunThreads(Threads, Play);
        return [.. found.OrderBy(result => result.Seed)];

        void Play()
        {
            for (
                var seed = Interlocked.Increment(ref next);
                seed < first + count;
                seed = Interlocked.Increment(ref next)
            )
            {
                var result = Simulation.Run(seed, mutant);
                if (
                    result.Broken is not { } broken
                    || !mutant.Breaks.Any(promise => broken.StartsWith(promise, StringComparison.Ordinal))
                )
                {
                    continue;
                }

                lock (found)
                {
                    found.Add(result);
                }

                if (stopAtFirst)
                {
                    Interlocked.Exchange(ref next, first + count);
                }
            }
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
