using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Flavours;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>What outlives every process: tables, clouds, files, and the time.</summary>
internal sealed class PassWorld : IAsyncDisposable
{
    /// <summary>Two of these are more than any listing lags, any call takes and any delay between tries.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private const int MostPasses = 60;

    private readonly IConfiguration _configuration;
    private int _clusters;

    /// <param name="provider">See <see cref="Passes.Machines"/>.</param>
    /// <param name="settings">More settings of plugins.</param>
    public PassWorld(AzuriteServer server, string provider, params (string Key, string Value)[] settings)
    {
        Machines = new Machines(provider, Clock);
        _configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(server))
            .AddInMemoryCollection(Plugins(settings.Select(one => (one.Key, (string?)one.Value))))
            .Build();
        Host = Open();
    }

    public FakeTimeProvider Clock { get; } = new(StoreSamples.Start);

    public Machines Machines { get; }

    /// <summary>A process that lives.</summary>
    public PassHost Host { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Another process.</summary>
    public PassHost Open() => new(_configuration, Clock, Machines);

    /// <summary>Another process that has one more flavour.</summary>
    public PassHost Open(IFlavour flavour) => new(_configuration, Clock, Machines, flavour);

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

    /// <summary>Passes, with time between them, until everything is as wanted.</summary>
    public async Task SettleAsync(PassHost host, string id, string when)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            await host.PassAsync(id, Token);
            Clock.Advance(Step);
            var rows = await Host.Store.LoadAsync(id, Token);
            if (WorldView.IsSettled(rows, Machines.Of(id)))
            {
                return;
            }
        }

        Assert.Fail($"{when}: not settled after {MostPasses} passes: {await SeeAsync(id)}");
    }

    /// <summary>So many passes, with time between them.</summary>
    public async Task PassesAsync(string id, int count)
    {
        for (var pass = 0; pass < count; pass++)
        {
            await Host.PassAsync(id, Token);
            Clock.Advance(Step);
        }
    }

    public async Task<WorldView> SeeAsync(string id)
    {
        var rows = await Host.Store.LoadAsync(id, Token);
        var slots = await Host.Store.ListSlotsAsync(id, null, null, 1000, Token);
        var events = await Host.Store.ReadEventsAsync(id, new EventQuery { Size = 1000 }, Token);
        return new WorldView(
            rows,
            [.. slots.Items.Select(slot => slot.Value)],
            Machines.Of(id),
            [.. events.Items.Select(stored => stored.Event)]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Machines.Dispose();
    }

    private SpecSource SpecOf(string name, string groups) =>
        SpecSource.Of(
            $"version: '1'\nname: {name}\ngroups:\n{groups.Replace("PROVIDER", Machines.Provider, StringComparison.Ordinal)}"
        );

    private IEnumerable<KeyValuePair<string, string?>> Settings(AzuriteServer server) =>
        [
            new("Kadende:Store:ConnectionString", server.ConnectionString),
            new("Kadende:Store:TablePrefix", AzuriteFixture.NewPrefix()),
            // A call ends with its first fault, as in a process that dies.
            new("Kadende:Store:Retries", "0"),
            new("Kadende:Passes:UnknownAfter", "00:00:10"),
            new("Kadende:PluginUrls:AllowHosts:0", "127.0.0.1"),
            new("Kadende:PluginUrls:CallTimeout", "00:00:01"),
            .. Plugins(Machines.Settings),
        ];

    private static IEnumerable<KeyValuePair<string, string?>> Plugins(
        IEnumerable<(string Key, string? Value)> settings
    ) => settings.Select(one => KeyValuePair.Create($"Kadende:Plugins:{one.Key}", one.Value));
}
