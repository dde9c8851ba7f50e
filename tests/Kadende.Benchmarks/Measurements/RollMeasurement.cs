using System.Globalization;
using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;

namespace Kadende.Benchmarks.Measurements;

/// <summary>A rolling update of one group of simulated nodes that boot at once: from the PUT of the changed spec to the last old machine's end.</summary>
internal static class RollMeasurement
{
    private const string Cluster = "rolling";
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var nodes = arguments.Number(0, "N", 1000);
        var surge = arguments.Number(1, "surge %", 10);
        var repeats = arguments.Option("--repeats", 3);
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        await using var host = await HostProcess.StartAsync(bench, cancellationToken);
        using var process = ProcessUsage.Of(host.ProcessId);
        var (took, cpu) = (new Spread(), new Spread());
        await host.Api.PutAsync(Cluster, Spec(nodes, surge, 0), cancellationToken);
        await host.Api.WaitConvergedAsync(Cluster, PollPause, cancellationToken);
        for (var run = 1; run <= repeats; run++)
        {
            var (before, started) = (process.Cpu, TimeProvider.System.GetTimestamp());
            await host.Api.PutAsync(Cluster, Spec(nodes, surge, run), cancellationToken);
            await WaitFinishedAsync(host.Api, run, cancellationToken);
            took.Add(TimeProvider.System.GetElapsedTime(started));
            cpu.Add(process.Cpu - before);
        }

        Console.WriteLine($"{nodes} simulated nodes without boot time, surge {surge} %, rolled {repeats} times:");
        Console.WriteLine();
        var table = new Table("", "min", "median", "max", "target");
        table.Add("every node has the new configuration (s)", took, "0.0", nodes == 1000 ? "60" : "");
        table.Add("CPU of the host (s)", cpu, "0.0", "");
        table.Print();
    }

    private static string Spec(int nodes, int surge, int run) =>
        SpecText.Of(
            Cluster,
            "simulated",
            1,
            nodes,
            Interval,
            string.Create(CultureInfo.InvariantCulture, $"init: 'configuration {run}'"),
            string.Create(CultureInfo.InvariantCulture, $"update: {{ maxSurge: {surge}% }}")
        );

    private static async Task WaitFinishedAsync(KadendeApi api, int run, CancellationToken cancellationToken)
    {
        while ((await api.EventsAsync(Cluster, "UpdateFinished", cancellationToken)).Count < run)
        {
            await Task.Delay(PollPause, TimeProvider.System, cancellationToken);
        }
    }
}
