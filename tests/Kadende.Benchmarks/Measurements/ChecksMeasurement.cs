using System.Net;
using System.Net.Sockets;
using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;
using Kadende.Runtime.Passes;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Ssh;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// What a look at a large group costs that asks a check about each machine, by HTTP or over SSH, when all answer and when all are silent; and what a
/// small group notices of it that is looked at meanwhile.
/// </summary>
internal static class ChecksMeasurement
{
    private const int SmallGroup = 10;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number(0, "the number of checks", 1000);
        var repeats = arguments.Option("--repeats", 5);
        var overSsh = arguments.Choice(1, "http", "ssh") == "ssh";
        Surroundings.Print();
        await using var sshd = overSsh ? await SshServer.StartAsync(cancellationToken) : null;
        await using var services = CheckHost.Services(sshd);
        await using var server = await CheckHost.ServeAsync(cancellationToken);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        // Connections are taken by the system and never by us.
        silent.Start(4096);
        var prober = services.GetRequiredService<HealthProber>();
        var provider = overSsh ? services.GetServices<IProvider>().First(one => one.Description.Name == "file") : null;
        var answering = sshd?.Port ?? new Uri(server.Urls.Single()).Port;
        var small = CheckedGroup.Of("small", SmallGroup, answering, provider);
        // The first look of a process is not what later ones are.
        await prober.LookAsync(small, cancellationToken);

        Console.WriteLine(
            $"{count} {(overSsh ? "commands over SSH" : "HTTP checks")} with a timeout of 1 s, {repeats} times:"
        );
        Console.WriteLine();
        var table = new Table("", "min", "median", "max", "target");
        await MeasureAsync(
            prober,
            "answering",
            CheckedGroup.Of("large", count, answering, provider),
            small,
            repeats,
            table
        );
        await MeasureAsync(
            prober,
            "silent",
            CheckedGroup.Of("large", count, ((IPEndPoint)silent.LocalEndpoint).Port, provider),
            small,
            repeats,
            table
        );
        table.Print();
    }

    private static async Task MeasureAsync(
        HealthProber prober,
        string name,
        HealthQuestion large,
        HealthQuestion small,
        int repeats,
        Table table
    )
    {
        using var usage = ProcessUsage.Of(Environment.ProcessId);
        var (elapsed, cpu, meanwhile) = (new Spread(), new Spread(), new Spread());
        for (var run = 0; run < repeats; run++)
        {
            var (begun, used) = (TimeProvider.System.GetTimestamp(), usage.Cpu);
            var look = prober.LookAsync(large, CancellationToken.None);
            var beside = TimeProvider.System.GetTimestamp();
            await prober.LookAsync(small, CancellationToken.None);
            meanwhile.Add(TimeProvider.System.GetElapsedTime(beside));
            await look;
            elapsed.Add(TimeProvider.System.GetElapsedTime(begun));
            cpu.Add(usage.Cpu - used);
        }

        table.Add($"{name}: the look (s)", elapsed, "0.00", name == "silent" ? "10" : "");
        table.Add($"{name}: CPU (s)", cpu, "0.00", "");
        table.Add($"{name}: a look at {SmallGroup} others meanwhile (s)", meanwhile, "0.00", "");
    }
}
