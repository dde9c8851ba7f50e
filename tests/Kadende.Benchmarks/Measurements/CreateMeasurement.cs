using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// From the PUT of a spec to its nodes Running: the times with the host as a process of its own, then once more with the host inside this
/// process to count its requests to the store. Each run makes a new cluster and deletes it.
/// </summary>
internal sealed class CreateMeasurement(string provider, int nodes, Bench bench)
{
    /// <summary>Each look at the cluster costs the host and Azurite a few milliseconds of what is measured.</summary>
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(50);

    /// <summary>No look of its own falls into the run.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly Spread _running = new();
    private readonly Spread _converged = new();
    private readonly Spread _hostCpu = new();
    private readonly Spread _azuriteCpu = new();
    private readonly Spread _memory = new();
    private readonly Spread _deleted = new();
    private readonly Spread _bareFiles = new();

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var provider = arguments.Choice(0, "file", "simulated");
        var nodes = arguments.Number(1, "N", 1000);
        var repeats = arguments.Option("--repeats", 5);
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        await new CreateMeasurement(provider, nodes, bench).RunAsync(repeats, arguments.OnDisk, cancellationToken);
    }

    private async Task RunAsync(int repeats, bool onDisk, CancellationToken cancellationToken)
    {
        double first;
        await using (var host = await HostProcess.StartAsync(bench, cancellationToken))
        {
            first = (await CreateAsync(host.Api, "warm-up", cancellationToken)).Running.TotalSeconds;
            await DeleteAsync(host.Api, "warm-up", cancellationToken);
            for (var run = 0; run < repeats; run++)
            {
                await MeasureAsync(host, $"run-{run}", cancellationToken);
            }
        }

        var requests = await CountAsync(cancellationToken);
        Print(first, requests, onDisk);
    }

    private async Task MeasureAsync(HostProcess host, string cluster, CancellationToken cancellationToken)
    {
        using var process = ProcessUsage.Of(host.ProcessId);
        using var azurite = ProcessUsage.Of(bench.Azurite.ProcessId);
        process.ForgetPeak();
        var (hostBefore, azuriteBefore) = (process.Cpu, azurite.Cpu);
        var (running, converged) = await CreateAsync(host.Api, cluster, cancellationToken);
        _hostCpu.Add(process.Cpu - hostBefore);
        _azuriteCpu.Add(azurite.Cpu - azuriteBefore);
        _memory.Add(process.PeakMemory);
        _running.Add(running);
        _converged.Add(converged);
        _deleted.Add(await DeleteAsync(host.Api, cluster, cancellationToken));
        _bareFiles.Add(bench.WriteBareFiles(nodes));
    }

    /// <returns>Until the last node's event, and until the API said that all is done.</returns>
    private async Task<(TimeSpan Running, TimeSpan Converged)> CreateAsync(
        KadendeApi api,
        string cluster,
        CancellationToken cancellationToken
    )
    {
        var spec = SpecText.Of(cluster, provider, 1, nodes, Interval);
        var (sent, started) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        await api.PutAsync(cluster, spec, cancellationToken);
        await api.WaitConvergedAsync(cluster, PollPause, cancellationToken);
        var converged = TimeProvider.System.GetElapsedTime(started);

        var events = await api.EventsAsync(cluster, "NodeRunning", cancellationToken);
        return events.Count == nodes
            ? (events.Max(told => told.At) - sent, converged)
            : throw new MeasurementException($"{events.Count} of {nodes} nodes told that they run.");
    }

    private static async Task<TimeSpan> DeleteAsync(KadendeApi api, string cluster, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await api.DeleteAsync(cluster, cancellationToken);
        await api.WaitGoneAsync(cluster, PollPause, cancellationToken);
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>The requests of one creation, with nothing else going on: no polls, and no reading of the due list.</summary>
    private async Task<string> CountAsync(CancellationToken cancellationToken)
    {
        using var requests = new StoreRequests();
        using var count = new NodeCount();
        var settings = bench.Settings(("Kadende:Local:TickInterval", "00:01:00"));
        await using var host = await InnerHost.StartAsync(settings, bench.Port, cancellationToken);
        await host.Api.PutAsync("first", SpecText.Of("first", provider, 1, 1, Interval), cancellationToken);
        await count.WaitRunningAsync(1, cancellationToken);
        await QuietAsync(requests, cancellationToken);

        requests.Reset();
        await host.Api.PutAsync("counted", SpecText.Of("counted", provider, 1, nodes, Interval), cancellationToken);
        await count.WaitRunningAsync(nodes + 1, cancellationToken);
        await QuietAsync(requests, cancellationToken);
        var text = $"{requests.Total}: {requests.ByOperation()}";
        await DeleteAsync(host.Api, "counted", cancellationToken);
        return text;
    }

    private static async Task QuietAsync(StoreRequests requests, CancellationToken cancellationToken)
    {
        long before;
        do
        {
            before = requests.Total;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        } while (requests.Total != before);
    }

    private void Print(double first, string requests, bool onDisk)
    {
        Console.WriteLine(
            $"{nodes} nodes on {provider}, Azurite {(onDisk ? "on disk" : "in memory")}, {_running.Count} runs; "
                + $"the first one after the start of the host took {Table.Text(first)} s and is left out."
        );
        Console.WriteLine($"Table requests: {requests}");
        Console.WriteLine();
        var table = new Table("", "min", "median", "max", "target");
        table.Add("all Running, by the events (s)", _running, "0.00", nodes == 1000 ? "1.5, then 0.68" : "");
        table.Add("converged, seen through the API (s)", _converged, "0.00", "");
        table.Add("CPU of the host (s)", _hostCpu, "0.00", "");
        table.Add("CPU of Azurite (s)", _azuriteCpu, "0.00", "");
        table.Add("peak memory of the host (MB)", _memory, "0", "");
        table.Add("gone after DELETE (s)", _deleted, "0.00", "");
        table.Add("as many bare files in the same place (s)", _bareFiles, "0.00", "");
        table.Print();
    }
}
