using System.Collections.Concurrent;
using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Plugins.Simulated;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>What outlives every process: tables, clouds, files, and the time.</summary>
internal sealed class PassWorld : IAsyncDisposable
{
    /// <summary>Two of these are more than any listing lags, any call takes and any delay between tries.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private const int MostPasses = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kadende-passes");
    private readonly SimulatedClouds _clouds;
    private readonly IConfiguration _configuration;
    private int _clusters;

    /// <param name="provider"><c>file</c>, <c>simulated</c>, or <c>lagging</c>: the simulated one with a cloud that keeps few promises.</param>
    public PassWorld(AzuriteServer server, string provider)
    {
        var lags = provider == "lagging";
        Provider = lags ? "simulated" : provider;
        SimulatedOptions options = lags
            ? new()
            {
                IdempotentCreate = false,
                ListDelay = TimeSpan.FromSeconds(4),
                CallTimeout = TimeSpan.FromSeconds(3),
                CreateBatch = 2,
            }
            : new();
        _clouds = new SimulatedClouds(Options.Create(options), Clock);
        Cloud.Faults = lags
            ? new()
            {
                ListLag = TimeSpan.FromSeconds(3),
                BootTime = TimeSpan.FromSeconds(2),
                DeleteTime = TimeSpan.FromSeconds(2),
            }
            : new();
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(server, options)).Build();
        Host = Open();
    }

    public FakeTimeProvider Clock { get; } = new(StoreSamples.Start);

    public string Provider { get; }

    /// <summary>A process that lives.</summary>
    public PassHost Host { get; }

    public SimulatedCloud Cloud => _clouds["default"];

    /// <summary>Every machine that was ever made.</summary>
    public ConcurrentBag<string> Made { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Files => Path.Combine(_folder.FullName, "files");

    /// <summary>Another process.</summary>
    public PassHost Open() => new(_configuration, Clock, _clouds, Made);

    /// <summary>A process that will die.</summary>
    public async Task<PassHost> OpenDoomedAsync(CrashPoint point)
    {
        var host = Open();
        // A host makes sure of its tables when it starts; dying then is nothing that passes have to do with.
        await host.Store.PingAsync(Token);
        host.Crash.At(point);
        return host;
    }

    public async Task<string> CreateAsync(string groups)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"c{Interlocked.Increment(ref _clusters)}");
        var cluster = StoreSamples.Cluster(id, id) with
        {
            Source = SpecOf(id, groups),
            CreatedAt = Clock.GetUtcNow(),
            ChangedAt = Clock.GetUtcNow(),
        };
        Assert.IsType<CreateOutcome.Created>(await Host.Store.CreateAsync(cluster, StoreSamples.Event(), Token));
        return id;
    }

    /// <summary>Changes what is wanted; null: the whole cluster shall go.</summary>
    public async Task WantAsync(string id, string? groups)
    {
        var rows = await Host.Store.LoadAsync(id, Token);
        var head = rows!.Head;
        var after = groups is null
            ? head.Value with
            {
                DeletingSince = Clock.GetUtcNow(),
            }
            : head.Value with
            {
                Source = SpecOf(id, groups),
                Generation = head.Value.Generation + 1,
            };
        Assert.NotNull(await Host.Store.SaveAsync(head, after, StoreSamples.Event(EventKind.ClusterChanged), Token));
    }

    /// <summary>A machine vanishes behind everybody's back.</summary>
    public void Lose(string instanceId)
    {
        if (Provider == "file")
        {
            File.Delete(Path.Combine(Files, instanceId));
        }
        else
        {
            Cloud.Remove(instanceId);
        }
    }

    /// <summary>Passes, with time between them, until everything is as wanted.</summary>
    public async Task SettleAsync(PassHost host, string id, string when)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            await host.PassAsync(id, Token);
            Clock.Advance(Step);
            var seen = await SeeAsync(id);
            if (seen.IsSettled)
            {
                return;
            }
        }

        Assert.Fail($"{when}: not settled after {MostPasses} passes: {await SeeAsync(id)}");
    }

    public async Task<WorldView> SeeAsync(string id)
    {
        var rows = await Host.Store.LoadAsync(id, Token);
        var slots = await Host.Store.ListSlotsAsync(id, null, null, 1000, Token);
        var events = await Host.Store.ReadEventsAsync(id, new EventQuery { Size = 1000 }, Token);
        return new WorldView(
            rows,
            [.. slots.Items.Select(slot => slot.Value)],
            MachinesOf(id),
            [.. events.Items.Select(stored => stored.Event)]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private HashSet<string> MachinesOf(string id)
    {
        var machines =
            Provider == "file"
                ? FilesOf(id)
                : Cloud
                    .Machines.Where(machine => machine.Labels[LabelNames.Cluster] == id)
                    .Select(machine => machine.Id);
        return machines.ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<string> FilesOf(string id) =>
        Directory.Exists(Files)
            ? Directory
                .EnumerateFiles(Files, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Files, path))
                .Where(path => path.Contains($"/{id}/", StringComparison.Ordinal))
            : [];

    private SpecSource SpecOf(string name, string groups) =>
        SpecSource.Of(
            $"version: '1'\nname: {name}\ngroups:\n{groups.Replace("PROVIDER", Provider, StringComparison.Ordinal)}"
        );

    private IEnumerable<KeyValuePair<string, string?>> Settings(AzuriteServer server, SimulatedOptions options) =>
        new (string Key, object Value)[]
        {
            ("Kadende:Store:ConnectionString", server.ConnectionString),
            ("Kadende:Store:TablePrefix", AzuriteFixture.NewPrefix()),
            ("Kadende:Store:Retries", 0),
            ("Kadende:Passes:UnknownAfter", "00:00:10"),
            ("Kadende:Plugins:File:Directory", Files),
            ("Kadende:Plugins:Simulated:IdempotentCreate", options.IdempotentCreate),
            ("Kadende:Plugins:Simulated:ListDelay", options.ListDelay),
            ("Kadende:Plugins:Simulated:CallTimeout", options.CallTimeout),
            ("Kadende:Plugins:Simulated:CreateBatch", options.CreateBatch),
        }.Select(setting =>
            KeyValuePair.Create(setting.Key, Convert.ToString(setting.Value, CultureInfo.InvariantCulture))
        );
}
