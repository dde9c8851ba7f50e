using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kadende.Benchmarks.Figures;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// What a look at a large group costs that asks an HTTP check about each machine, when all answer and when all are silent; and what a
/// small group notices of it that is looked at meanwhile.
/// </summary>
internal static class ChecksMeasurement
{
    private const int SmallGroup = 10;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number(0, "the number of checks", 1000);
        var repeats = arguments.Option("--repeats", 5);
        Surroundings.Print();
        await using var services = Services();
        await using var server = await ServeAsync(cancellationToken);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        // Connections are taken by the system and never by us.
        silent.Start(4096);
        var prober = services.GetRequiredService<HealthProber>();
        var answering = PortOf(server.Urls.Single());
        var small = Question("small", SmallGroup, answering);
        // The first look of a process is not what later ones are.
        await prober.LookAsync(small, cancellationToken);

        Console.WriteLine($"{count} HTTP checks with a timeout of 1 s, {repeats} times:");
        Console.WriteLine();
        var table = new Table("", "min", "median", "max", "target");
        await MeasureAsync(prober, "answering", Question("large", count, answering), small, repeats, table);
        await MeasureAsync(
            prober,
            "silent",
            Question("large", count, ((IPEndPoint)silent.LocalEndpoint).Port),
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

    /// <summary>The parts of a host that ask checks. No store is asked, as no check reads heartbeats.</summary>
    private static ServiceProvider Services()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kadende:Store:ConnectionString"] = "UseDevelopmentStorage=true",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddKadendeStore(configuration)
            .AddKadendePlugins(configuration)
            .AddKadendePasses(configuration)
            .BuildServiceProvider();
    }

    private static async Task<WebApplication> ServeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/", () => "well");
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static int PortOf(string url) => new Uri(url).Port;

    private static HealthQuestion Question(string group, int size, int port)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"version: '1'\nname: checks\ngroups:\n  {group}:\n    size: {size}\n    resourcePlugin: {{ name: simulated }}\n    health: {{ interval: 1s, checks: [{{ type: http, timeout: 1s, port: {port} }}] }}\n"
        );
        var spec = SpecReader.Read(SpecSource.Of(text)) is SpecResult.Good good
            ? good.Spec.Groups[0]
            : throw new MeasurementException("The spec of the measurement has a fault.");
        var source = new GroupSource(1, spec, null, new SourceFacts { Key = "checks" });
        return new HealthQuestion(
            "checks",
            spec.Path,
            spec,
            [.. spec.Slots.Select(slot => SlotOf(spec, slot))],
            [.. spec.Slots.Select(slot => new ObservedInstance(MachineOf(slot), 1))],
            [source]
        );
    }

    private static Slot SlotOf(GroupSpec spec, string slot) =>
        new()
        {
            Group = spec.Path,
            Key = slot,
            Lineage = Lineage.Fresh,
            Nodes =
            [
                new Node
                {
                    Id = slot,
                    State = NodeState.Running,
                    Since = default,
                    CreatedAt = default,
                    ConfigHash = spec.ConfigHash,
                    Generation = 1,
                },
            ],
        };

    private static Instance MachineOf(string slot) =>
        new()
        {
            Id = slot,
            State = InstanceState.Running,
            Address = "127.0.0.1",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Node] = slot },
        };
}
