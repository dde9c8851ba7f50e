using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.TestKit.Azurite;

/// <summary>The product's stores, as a host builds them, on a real Azurite, with a wire that a test can break.</summary>
public sealed class AzuriteStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AzuriteStore(ServiceProvider services, FaultPolicy faults, TableServiceClient raw)
    {
        _services = services;
        Faults = faults;
        Raw = raw;
    }

    public FaultPolicy Faults { get; }

    /// <summary>What a host with these stores has.</summary>
    public IServiceProvider Services => _services;

    /// <summary>The service itself, to look behind the stores.</summary>
    public TableServiceClient Raw { get; }

    public IClusterStore Clusters => _services.GetRequiredService<IClusterStore>();

    public IDueList Due => _services.GetRequiredService<IDueList>();

    public IInstallationStore Installation => _services.GetRequiredService<IInstallationStore>();

    public IHeartbeatStore Heartbeats => _services.GetRequiredService<IHeartbeatStore>();

    public INodeLogStore Logs => _services.GetRequiredService<INodeLogStore>();

    public IRecordStore<T> Records<T>() => _services.GetRequiredService<IRecordStore<T>>();

    public IAuditStore Audit => _services.GetRequiredService<IAuditStore>();

    public ITokenStore Tokens => _services.GetRequiredService<ITokenStore>();

    /// <summary>Opens stores; several with one prefix share their tables, as hosts of one installation do.</summary>
    /// <param name="retries">0 ends a call with its first fault, as a crash of the process would.</param>
    public static AzuriteStore Open(AzuriteServer server, string prefix, TimeProvider clock, int retries = 4)
    {
        var faults = new FaultPolicy();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [$"{StoreOptions.Section}:{nameof(StoreOptions.ConnectionString)}"] = server.ConnectionString,
                [$"{StoreOptions.Section}:{nameof(StoreOptions.TablePrefix)}"] = prefix,
                [$"{StoreOptions.Section}:{nameof(StoreOptions.Retries)}"] = $"{retries}",
                [$"{StoreOptions.Section}:{nameof(StoreOptions.RetryFrom)}"] = "00:00:00.010",
                [$"{StoreOptions.Section}:{nameof(StoreOptions.RetryTo)}"] = "00:00:00.050",
            }
        );
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<HttpPipelinePolicy>(faults)
            .AddKadendeStore(configuration.Build());
        return new AzuriteStore(
            services.BuildServiceProvider(),
            faults,
            new TableServiceClient(server.ConnectionString)
        );
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
