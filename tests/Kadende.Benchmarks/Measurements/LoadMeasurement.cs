using System.Collections.Concurrent;
using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.LocalHost;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// Many clients that read and write at the same time: how fast they are answered, whether every write that was acknowledged is there,
/// and whether the passes keep their rhythm meanwhile. Host and clients are one process.
/// </summary>
internal static class LoadMeasurement
{
    /// <summary>Reads for each write.</summary>
    private const int ReadsEach = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var clients = arguments.Number(0, "clients", 200);
        var time = TimeSpan.FromSeconds(arguments.Number(1, "seconds", 60));
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        using var looks = new LookLog(Interval, new LocalOptions().TickInterval);
        var settings = bench.Settings(
            // What is measured is the host, not its patience with one address.
            ("Kadende:Limits:TokenPerSecond", "1000000"),
            ("Kadende:Limits:TokenBurst", "1000000"),
            ("Kadende:Limits:AddressPerSecond", "1000000"),
            ("Kadende:Limits:AddressBurst", "1000000")
        );
        await using var host = await InnerHost.StartAsync(settings, bench.Port, cancellationToken);
        var names = Enumerable.Range(0, clients).Select(number => $"load-{number}").ToList();
        using (var count = new NodeCount())
        {
            await Parallel.ForEachAsync(
                names,
                cancellationToken,
                async (name, token) => await host.Api.PutAsync(name, TextOf(name, 1), token)
            );
            await count.WaitRunningAsync(2 * clients, cancellationToken);
        }

        var seen = new Seen();
        looks.Begin();
        var started = TimeProvider.System.GetTimestamp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(time);
        await Task.WhenAll(names.Select(name => ClientAsync(host.Api, name, seen, end.Token, cancellationToken)));
        var took = TimeProvider.System.GetElapsedTime(started);
        looks.End(TimeProvider.System.GetUtcNow().UtcDateTime);
        Print(seen, looks, took);
    }

    /// <summary>Writes its own cluster and reads it back, and looks at what others look at in between.</summary>
    private static async Task ClientAsync(
        KadendeApi api,
        string name,
        Seen seen,
        CancellationToken end,
        CancellationToken cancellationToken
    )
    {
        for (var version = 2; !end.IsCancellationRequested; version++)
        {
            var text = TextOf(name, version);
            await TimedAsync(seen.Writes, seen, () => api.PutAsync(name, text, cancellationToken));
            for (var read = 0; read < ReadsEach && !end.IsCancellationRequested; read++)
            {
                await TimedAsync(
                    seen.Reads,
                    seen,
                    async () =>
                    {
                        if (await api.FindAsync(name, cancellationToken) is not { Spec: { } spec } || spec != text)
                        {
                            Interlocked.Increment(ref seen.Lost);
                        }
                    }
                );
            }

            await TimedAsync(seen.Reads, seen, () => api.NodesAsync(name, cancellationToken));
        }
    }

    private static async Task TimedAsync(ConcurrentBag<double> times, Seen seen, Func<Task> act)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            await act();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure) when (failure is MeasurementException or HttpRequestException)
        {
            seen.Errors.Enqueue(failure.Message);
        }
    }

    private static void Print(Seen seen, LookLog looks, TimeSpan took)
    {
        var table = new Table("", "figure", "target");
        var all = seen.Reads.Count + seen.Writes.Count;
        table.Add("requests a second", Table.Text(all / took.TotalSeconds, "0"), "");
        table.Add("reads, writes", $"{seen.Reads.Count}, {seen.Writes.Count}", "");
        AddTimes(table, "reads", seen.Reads);
        AddTimes(table, "writes", seen.Writes);
        table.Add("errors", $"{seen.Errors.Count}", "0");
        table.Add("acknowledged writes that were not read back", $"{seen.Lost}", "0");
        table.Add("looks, missed ticks", $"{looks.Looks}, {looks.Missed}", "missed 0");
        table.Add("longest time between two looks (s)", Table.Text(looks.LongestGap.TotalSeconds), "");
        table.Print();
        foreach (var error in seen.Errors.Distinct(StringComparer.Ordinal).Take(5))
        {
            Console.WriteLine(error);
        }
    }

    private static void AddTimes(Table table, string what, ConcurrentBag<double> times)
    {
        var sorted = times.Order().ToList();
        string At(double part) => Table.Text(sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)], "0.#");
        table.Add($"{what}: p50, p95, p99 (ms)", $"{At(0.5)}, {At(0.95)}, {At(0.99)}", "");
    }

    private static string TextOf(string name, int version) =>
        SpecText
            .Of(name, "simulated", 1, 2, Interval)
            .Replace("version: \"1\"", $"version: \"{version}\"", StringComparison.Ordinal);

    private sealed class Seen
    {
        public ConcurrentBag<double> Reads { get; } = [];

        public ConcurrentBag<double> Writes { get; } = [];

        public ConcurrentQueue<string> Errors { get; } = [];

        public int Lost;
    }
}
