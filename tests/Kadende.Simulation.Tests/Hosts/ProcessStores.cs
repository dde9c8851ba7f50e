using Kadende.Core.Access;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Simulation.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>The world's tables as one process sees them.</summary>
internal static class ProcessStores
{
    public static IServiceCollection AddStores(this IServiceCollection services, World world, IWire wire)
    {
        var store = world.Mutant.Store(new MemoryClusterStore(world.Tables, wire));
        var budgets = new MemoryRecordStore<CreateBudget>(world.Tables.Budgets, wire);
        return services
            .AddSingleton(store)
            .AddSingleton<SpecHistory>(new RememberingHistory(store))
            .AddSingleton<IDueList>(new MemoryDueList(world.Tables, wire))
            .AddSingleton<IInstallationStore>(new MemoryInstallationStore())
            .AddSingleton<IRecordStore<Team>>(new MemoryRecordStore<Team>(world.Tables.Teams, wire))
            .AddSingleton(world.Mutant.Budgets(budgets))
            .AddSingleton<IHeartbeatStore>(new NoHeartbeats())
            .AddSingleton<INodeLogStore>(new NoNodeLogs());
    }
}
