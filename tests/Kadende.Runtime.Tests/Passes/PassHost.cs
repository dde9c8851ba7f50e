using Azure.Core.Pipeline;
using Kadende.Plugins;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A process that runs passes: everything in it is as in a host, but that it can be made to die.</summary>
internal sealed class PassHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public PassHost(IConfiguration configuration, TimeProvider clock, Machines machines, IFlavour? flavour = null)
    {
        Crash = new Crash(Faults);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddSingleton<HttpPipelinePolicy>(Faults)
            .AddKadendeStore(configuration)
            .AddKadendePlugins(configuration)
            .AddKadendePasses(configuration);
        Watch(services, machines);
        if (flavour is not null)
        {
            services.AddSingleton(flavour);
        }

        // The clouds are not in the process that dies.
        services.AddSingleton(machines.Clouds);
        _services = services.BuildServiceProvider();
    }

    public FaultPolicy Faults { get; } = new();

    public Crash Crash { get; }

    /// <summary>Called after each creation and each removal that a provider carried out.</summary>
    public Action Acted { get; set; } = () => { };

    public IHeartbeatStore Heartbeats => _services.GetRequiredService<IHeartbeatStore>();

    public INodeLogStore Logs => _services.GetRequiredService<INodeLogStore>();

    public IClusterStore Store => _services.GetRequiredService<IClusterStore>();

    public IRecordStore<T> Records<T>()
        where T : class => _services.GetRequiredService<IRecordStore<T>>();

    public PassSteps Steps => _services.GetRequiredService<PassSteps>();

    public Task PassAsync(string clusterId, CancellationToken cancellationToken) =>
        ClusterPass.RunAsync(
            new PassRequest(clusterId, null),
            new DirectPort(Steps, _services.GetRequiredService<TimeProvider>(), cancellationToken)
        );

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void Watch(IServiceCollection services, Machines machines)
    {
        foreach (var plain in services.Where(one => one.ServiceType == typeof(IProvider)).ToList())
        {
            services.Remove(plain);
            services.AddSingleton(plain.ImplementationType!);
            services.AddSingleton<IProvider>(all => new WatchedProvider(
                (IProvider)all.GetRequiredService(plain.ImplementationType!),
                Crash,
                machines,
                () => Acted()
            ));
        }
    }
}
