using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.LocalHost;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// Many groups kept in rhythm by one host with its default settings: is any of them ever looked at late? The host runs inside this
/// process, where each look can be heard of; CPU and memory are those of both.
/// </summary>
internal static class FleetMeasurement
{
    /// <summary>How many specs are sent at once.</summary>
    private const int Senders = 8;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var fleet = new Fleet(
            arguments.Number(0, "clusters", 200),
            arguments.Number(1, "groups", 10),
            arguments.Number(2, "nodes", 25),
            TimeSpan.FromSeconds(arguments.Number(3, "interval", 60)),
            TimeSpan.FromMinutes(arguments.Number(4, "minutes", 5))
        );
        Surroundings.Print();
        await using var bench = await Bench.StartAsync(arguments.OnDisk, cancellationToken);
        using var looks = new LookLog(fleet.Interval, new LocalOptions().TickInterval);
        using var requests = new StoreRequests();
        await using var host = await InnerHost.StartAsync(bench.Settings(), bench.Port, cancellationToken);

        var started = TimeProvider.System.GetTimestamp();
        await CreateAsync(host.Api, fleet, cancellationToken);
        Console.WriteLine(
            $"{fleet.Nodes} nodes in {fleet.Groups} groups of {fleet.Clusters} clusters Running after "
                + $"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s; watched for {fleet.Watch.TotalMinutes:0} min."
        );
        await WatchAsync(bench, fleet, looks, requests, cancellationToken);
    }

    private sealed record Fleet(int Clusters, int GroupsEach, int NodesEach, TimeSpan Interval, TimeSpan Watch)
    {
        public int Groups => Clusters * GroupsEach;

        public int Nodes => Groups * NodesEach;
    }

    private static async Task CreateAsync(KadendeApi api, Fleet fleet, CancellationToken cancellationToken)
    {
        using var count = new NodeCount();
        var senders = new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, fleet.Clusters).Select(number => $"fleet-{number}"),
            senders,
            async (name, token) =>
                await api.PutAsync(
                    name,
                    SpecText.Of(name, "simulated", fleet.GroupsEach, fleet.NodesEach, fleet.Interval),
                    token
                )
        );
        await count.WaitRunningAsync(fleet.Nodes, cancellationToken);
    }

    private static async Task WatchAsync(
        Bench bench,
        Fleet fleet,
        LookLog looks,
        StoreRequests requests,
        CancellationToken cancellationToken
    )
    {
        using var process = ProcessUsage.Of(Environment.ProcessId);
        using var azurite = ProcessUsage.Of(bench.Azurite.ProcessId);
        process.ForgetPeak();
        requests.Reset();
        var (hostBefore, azuriteBefore) = (process.Cpu, azurite.Cpu);
        looks.Begin();
        await Task.Delay(fleet.Watch, TimeProvider.System, cancellationToken);
        looks.End(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (hostCpu, azuriteCpu) = (process.Cpu - hostBefore, azurite.Cpu - azuriteBefore);

        var table = new Table("", "figure", "target");
        table.Add("groups", $"{looks.Groups}", "");
        table.Add("looks", $"{looks.Looks}", "");
        table.Add("missed ticks", $"{looks.Missed}", "0");
        table.Add("longest time between two looks (s)", Table.Text(looks.LongestGap.TotalSeconds), "");
        table.Add("CPU of the host (% of one core)", Table.Text(100 * (hostCpu / fleet.Watch), "0.#"), "");
        table.Add("CPU of the host a look (ms)", Table.Text(hostCpu.TotalMilliseconds / Math.Max(1, looks.Looks)), "");
        table.Add("CPU of Azurite (% of one core)", Table.Text(100 * (azuriteCpu / fleet.Watch), "0.#"), "");
        table.Add("table requests a second", Table.Text(requests.Total / fleet.Watch.TotalSeconds, "0.#"), "");
        table.Add("memory at the end (MB)", Table.Text(process.MemoryNow, "0"), "");
        table.Add("peak memory (MB)", Table.Text(process.PeakMemory, "0"), "");
        table.Print();
    }
}
