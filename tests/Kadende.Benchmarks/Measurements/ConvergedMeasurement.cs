using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.LocalHost.Scheduling;
using Kadende.Runtime.Passes;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// A pass over a group that is as it should be. The passes are run one after the other by what the host's scheduler runs them with, in a
/// host that does nothing else, so that time, CPU and requests are theirs alone.
/// </summary>
internal static class ConvergedMeasurement
{
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The host itself does not look meanwhile.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Until the code is compiled as well as it ever will be.</summary>
    private const int WarmUp = 100;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var nodes = arguments.Number(0, "N", 1000);
        var passes = arguments.Option("--passes", 50);
        Surroundings.Print();
        var table = new Table(
            "provider",
            "wall min (ms)",
            "wall median (ms)",
            "wall max (ms)",
            "CPU (ms)",
            "table requests"
        );
        foreach (var provider in new[] { "file", "simulated" })
        {
            await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
            table.Add(await MeasureAsync(bench, provider, nodes, passes, cancellationToken));
        }

        table.Add("target", "", "", "", nodes == 1000 ? "50" : "", "4");
        Console.WriteLine($"A converged pass over {nodes} nodes, {passes} passes:");
        Console.WriteLine();
        table.Print();
    }

    private static async Task<string[]> MeasureAsync(
        Bench bench,
        string provider,
        int nodes,
        int passes,
        CancellationToken cancellationToken
    )
    {
        using var requests = new StoreRequests();
        var settings = bench.Settings(("Kadende:Local:TickInterval", "00:01:00"));
        await using var host = await InnerHost.StartAsync(settings, bench.Port, cancellationToken);
        const string name = "converged";
        await host.Api.PutAsync(name, SpecText.Of(name, provider, 1, nodes, Interval), cancellationToken);
        await host.Api.WaitConvergedAsync(name, PollPause, cancellationToken);
        var cluster = await host.Api.FindAsync(name, cancellationToken);
        var request = new PassRequest(cluster!.Id, null);
        var run = host.Services.GetRequiredService<RunPass>();
        for (var pass = 0; pass < WarmUp; pass++)
        {
            await run(request, cancellationToken);
        }

        using var process = ProcessUsage.Of(Environment.ProcessId);
        requests.Reset();
        var before = process.Cpu;
        var wall = new Spread();
        for (var pass = 0; pass < passes; pass++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await run(request, cancellationToken);
            wall.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        var cpu = (process.Cpu - before).TotalMilliseconds / passes;
        var sent = (double)requests.Total / passes;
        Console.WriteLine($"{provider}: {requests.ByOperation()} in {passes} passes");
        await TellSpansAsync(run, request, passes, cancellationToken);
        return
        [
            provider,
            Table.Text(wall.Min, "0"),
            Table.Text(wall.Median, "0"),
            Table.Text(wall.Max, "0"),
            Table.Text(cpu, "0"),
            Table.Text(sent),
        ];
    }

    /// <summary>Where the time goes; apart from the figures, since listening costs something too.</summary>
    private static async Task TellSpansAsync(
        RunPass run,
        PassRequest request,
        int passes,
        CancellationToken cancellationToken
    )
    {
        using var spans = new SpanLog();
        for (var pass = 0; pass < passes; pass++)
        {
            await run(request, cancellationToken);
        }

        Console.WriteLine($"  spans, median ms: {spans.Medians()}");
    }
}
