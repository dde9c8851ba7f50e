using Azure.Core.Pipeline;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Runtime.Webhooks;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Webhooks;

/// <summary>A host that sends webhooks, without anything that gives it its turns.</summary>
internal sealed class WebhookHostBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public WebhookHostBench(
        AzuriteServer server,
        string prefix,
        FakeTimeProvider clock,
        params (string Key, string Value)[] settings
    )
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings
                .Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
                .Append(new("Kadende:Store:ConnectionString", server.ConnectionString))
                .Append(new("Kadende:Store:TablePrefix", prefix))
                .Append(new("Kadende:Store:Retries", "0"))
        );
        var built = configuration.Build();
        Clock = clock;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<HttpPipelinePolicy>(Faults)
            .AddKadendeStore(built)
            .AddKadendeWebhooks(built)
            .BuildServiceProvider();
    }

    public static (string Key, string Value) OpenLoopback => ("Kadende:Webhooks:Networks:Allow:0", "127.0.0.0/8");

    public static RequestScope Scope => new("ann", StoreSamples.Team);

    public FakeTimeProvider Clock { get; }

    public FaultPolicy Faults { get; } = new();

    public IClusterStore Clusters => _services.GetRequiredService<IClusterStore>();

    public WebhookRequests Requests => _services.GetRequiredService<WebhookRequests>();

    public WebhookReading Reading => _services.GetRequiredService<WebhookReading>();

    public WebhookRounds Rounds => _services.GetRequiredService<WebhookRounds>();

    public WebhookRows Rows => _services.GetRequiredService<WebhookRows>();

    public WebhookSecrets Secrets => _services.GetRequiredService<WebhookSecrets>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public async Task<WebhookSecretView> AddAsync(WebhookWish wish)
    {
        var outcome = await Requests.CreateAsync(Scope, wish, Token);
        var made = Assert.IsType<ManageOutcome<WebhookSecretView>.Created>(outcome).Seen;
        // Events of the same moment as the webhook would be its first ones.
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return made;
    }

    public async Task<WebhookView> ChangeAsync(string id, WebhookWish wish)
    {
        var outcome = await Requests.ChangeAsync(Scope, id, wish, Token);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return Assert.IsType<ManageOutcome<WebhookView>.Done>(outcome).Seen;
    }

    public async Task<WebhookView> GetAsync(string id) =>
        Assert.IsType<ManageOutcome<WebhookView>.Done>(await Reading.GetAsync(Scope, id, Token)).Seen;

    public async Task<DeliveriesView> DeliveriesAsync(string id) =>
        Assert.IsType<ManageOutcome<DeliveriesView>.Done>(await Reading.GetDeliveriesAsync(Scope, id, Token)).Seen;

    public async Task<Webhook> StoredAsync(string id) => (await Rows.FindAsync(StoreSamples.Team, id, Token))!.Value;

    /// <summary>Lets a while pass and gives every webhook a turn over all of its clusters.</summary>
    public async Task LookAsync(int seconds = 2)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        await Rounds.RunAllAsync(Token);
    }

    public async Task<Stored<Core.Clusters.Cluster>> CreateAsync(string id, string? name = null)
    {
        var made = await Clusters.CreateAsync(
            StoreSamples.Cluster(id, name ?? id) with
            {
                CreatedAt = Clock.GetUtcNow(),
            },
            StoreSamples.Event(message: $"{id} was created."),
            Token
        );
        return Assert.IsType<CreateOutcome.Created>(made).Cluster;
    }

    /// <summary>Writes events into the log of a cluster, one after another.</summary>
    public async Task TellAsync(string id, params string[] messages)
    {
        foreach (var message in messages)
        {
            var head = (await Clusters.LoadAsync(id, Token))!.Head;
            var told = StoreSamples.Event(Core.Events.EventKind.ClusterChanged, message);
            Assert.NotNull(await Clusters.SaveAsync(head, head.Value, told, Token));
        }
    }

    public async Task ForgetAsync(string id)
    {
        var head = (await Clusters.LoadAsync(id, Token))!.Head;
        await Clusters.ForgetAsync(
            head,
            StoreSamples.Event(Core.Events.EventKind.ClusterDeleted, $"{id} is gone."),
            Token
        );
    }
}
