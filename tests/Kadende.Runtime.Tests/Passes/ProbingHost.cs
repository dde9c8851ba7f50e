using System.Globalization;
using Kadende.Plugins;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Health.Heartbeat;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>The parts of a host that ask after health. No store is asked, as heartbeats are in memory and no flavour says anything.</summary>
internal static class ProbingHost
{
    public static ServiceProvider Open(
        TimeProvider clock,
        IHeartbeatStore heartbeats,
        HeartbeatListening listening,
        IReadOnlyList<IHealthCheck> checks,
        int parallelism
    )
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kadende:Store:ConnectionString"] = "UseDevelopmentStorage=true",
            ["Kadende:Passes:ProbeParallelism"] = parallelism.ToString(CultureInfo.InvariantCulture),
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddKadendeStore(configuration)
            .AddKadendePlugins(configuration)
            .AddKadendePasses(configuration)
            .AddSingleton(heartbeats)
            .AddSingleton(listening)
            .AddSingleton<IPluginCatalog>(new FewPlugins([.. checks, new HeartbeatHealthCheck()]))
            .BuildServiceProvider();
    }
}
