using System.Diagnostics;
using System.Globalization;
using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.Core.Nodes;
using Kadende.Runtime.Requests;

namespace Kadende.Benchmarks.Measurements;

/// <summary>From the end of a machine to its successor, with the cluster that <c>run.sh</c> shows: real processes, checked each second.</summary>
internal static class HealMeasurement
{
    private const string Cluster = "quickstart";
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var repeats = arguments.Option("--repeats", 10);
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        await using var host = await HostProcess.StartAsync(bench, cancellationToken);
        var spec = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "quickstart.yml"),
            cancellationToken
        );
        try
        {
            await host.Api.PutAsync(Cluster, spec, cancellationToken);
            await MeasureAsync(host.Api, repeats, cancellationToken);
        }
        finally
        {
            // The processes of nodes outlive the host, so they go first, also when the measurement was broken off.
            using var patience = new CancellationTokenSource(CleanupTimeout, TimeProvider.System);
            await host.Api.DeleteAsync(Cluster, patience.Token);
            await host.Api.WaitGoneAsync(Cluster, PollPause, patience.Token);
        }
    }

    private static async Task MeasureAsync(KadendeApi api, int repeats, CancellationToken cancellationToken)
    {
        var (running, healthy) = (new Spread(), new Spread());
        for (var run = 0; run < repeats; run++)
        {
            await api.WaitConvergedAsync(Cluster, PollPause, cancellationToken);
            await HealAsync(api, run, running, healthy, cancellationToken);
        }

        Console.WriteLine($"One of the machines of examples/quickstart.yml killed, {repeats} times:");
        Console.WriteLine();
        var table = new Table("", "min", "median", "max", "target");
        table.Add("successor Running (s)", running, "0.00", "5");
        table.Add("successor healthy (s)", healthy, "0.00", "");
        table.Print();
    }

    private static async Task HealAsync(
        KadendeApi api,
        int run,
        Spread running,
        Spread healthy,
        CancellationToken cancellationToken
    )
    {
        var before = await api.NodesAsync(Cluster, cancellationToken);
        var known = before.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        using var victim = Process.GetProcessById(ProcessOf(before[run % before.Count]));
        victim.Kill();
        var killed = TimeProvider.System.GetTimestamp();

        await WaitAsync(api, node => IsNew(node), cancellationToken);
        running.Add(TimeProvider.System.GetElapsedTime(killed));
        await WaitAsync(api, node => IsNew(node) && node.Health == HealthStatus.Healthy, cancellationToken);
        healthy.Add(TimeProvider.System.GetElapsedTime(killed));

        bool IsNew(NodeView node) => node.State == NodeState.Running && !known.Contains(node.Id);
    }

    private static async Task WaitAsync(KadendeApi api, Predicate<NodeView> isIt, CancellationToken cancellationToken)
    {
        while (!(await api.NodesAsync(Cluster, cancellationToken)).Any(node => isIt(node)))
        {
            await Task.Delay(PollPause, TimeProvider.System, cancellationToken);
        }
    }

    private static int ProcessOf(NodeView node) =>
        node.Details.TryGetValue("pid", out var pid)
            ? int.Parse(pid, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new MeasurementException($"Node {node.Id} does not tell its process.");
}
