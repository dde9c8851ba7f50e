using Kadende.Plugins.Catalog;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Simulated;
using Kadende.Runtime.Passes;
using Kadende.Simulation.Tests.Machines;
using Kadende.Simulation.Tests.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>The product in one process: as in a host, but for the world around it.</summary>
internal static class ProcessServices
{
    private static readonly IConfiguration NoSettings = new ConfigurationBuilder().Build();

    public static ServiceProvider Build(World world, IWire wire)
    {
        var options = Options.Create(world.Scenario.PassOptions);
        return WhatIsNotSimulated(world)
            .AddSingleton<TimeProvider>(world.Time)
            .AddStores(world, wire)
            .AddSingleton<PluginHealth>()
            .AddSingleton<ShapedRequests>()
            .AddSingleton<IPluginCatalog>(Plugins(world))
            .AddSingleton<PassClock>(new SeededClock(world.Time, options, world.Chance))
            .AddSingleton<ILogger<PassSteps>>(new FaultLog(what => world.Break(FaultLog.Promise, what)))
            .AddKadendePasses(NoSettings)
            .AddSingleton(options)
            .BuildServiceProvider();
    }

    /// <summary>Commands on machines.</summary>
    private static IServiceCollection WhatIsNotSimulated(World world) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(
                new MachineShells(
                    Options.Create(new SshOptions()),
                    new ProbeTargets(Options.Create(new ProbeOptions())),
                    world.Time
                )
            );

    private static PluginCatalog Plugins(World world)
    {
        var promises = Options.Create(world.Scenario.Promises);
        var provider = new WatchedProvider(
            new SimulatedProvider(world.Clouds, promises, world.Time),
            world.Watch,
            world.Scenario.PlacesOverlap
        );
        return new PluginCatalog(
            [world.Mutant.Provider(provider)],
            [world.Mutant.Check(new ProgrammedHealthCheck(world.Health))],
            [new ProgrammedFlavour(world.Work)]
        );
    }
}
