using System.Diagnostics;
using System.Globalization;
using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.Core.Nodes;
using Kadende.Runtime.Requests;

namespace Kadende.Benchmarks.Measurements;

/// <summary>From the moment a process stops answering its health check, though it still runs, to its successor.</summary>
internal static class SickMeasurement
{
    private const string Cluster = "quickstart";
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var interval = arguments.Number(0, "interval", 15);
        var answers = arguments.Number(1, "answers", 3);
        var repeats = arguments.Option("--repeats", 3);
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        await using var host = await HostProcess.StartAsync(bench, cancellationToken);
        try
        {
            await host.Api.PutAsync(Cluster, await SpecAsync(interval, answers, cancellationToken), cancellationToken);
            var running = await MeasureAsync(host.Api, repeats, cancellationToken);
            Console.WriteLine(
                $"One of the machines of examples/quickstart.yml stopped (SIGSTOP), looked at every {interval} s, unhealthy after {answers} bad answers, {repeats} times:"
            );
            Console.WriteLine();
            var table = new Table("", "min", "median", "max", "target");
            table.Add("successor Running (s)", running, "0.0", "");
            table.Print();
        }
        finally
        {
            using var patience = new CancellationTokenSource(CleanupTimeout, TimeProvider.System);
            await host.Api.DeleteAsync(Cluster, patience.Token);
            await host.Api.WaitGoneAsync(Cluster, PollPause, patience.Token);
        }
    }

    private static async Task<string> SpecAsync(int interval, int answers, CancellationToken cancellationToken)
    {
        var spec = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "quickstart.yml"),
            cancellationToken
        );
        return spec.Replace(
                "interval: 1s",
                string.Create(CultureInfo.InvariantCulture, $"interval: {interval}s"),
                StringComparison.Ordinal
            )
            .Replace(
                "unhealthyAfter: 2",
                string.Create(CultureInfo.InvariantCulture, $"unhealthyAfter: {answers}"),
                StringComparison.Ordinal
            );
    }

    private static async Task<Spread> MeasureAsync(KadendeApi api, int repeats, CancellationToken cancellationToken)
    {
        var running = new Spread();
        for (var run = 0; run < repeats; run++)
        {
            await api.WaitConvergedAsync(Cluster, PollPause, cancellationToken);
            var before = await api.NodesAsync(Cluster, cancellationToken);
            var known = before.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
            await StopAsync(before[run % before.Count], cancellationToken);
            var stopped = TimeProvider.System.GetTimestamp();
            while (!(await api.NodesAsync(Cluster, cancellationToken)).Any(node => IsNew(node, known)))
            {
                await Task.Delay(PollPause, TimeProvider.System, cancellationToken);
            }

            running.Add(TimeProvider.System.GetElapsedTime(stopped));
        }

        return running;
    }

    private static bool IsNew(NodeView node, HashSet<string> known) =>
        node.State == NodeState.Running && !known.Contains(node.Id);

    private static async Task StopAsync(NodeView node, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-STOP", node.Details["pid"]]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
