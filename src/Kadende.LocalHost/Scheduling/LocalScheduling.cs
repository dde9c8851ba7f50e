using Kadende.Runtime.Passes;

namespace Kadende.LocalHost.Scheduling;

/// <summary>What starts passes on one machine.</summary>
internal static class LocalScheduling
{
    public static IServiceCollection AddLocalPasses(this IServiceCollection services)
    {
        services.AddSingleton<PassSignals>();
        services.AddSingleton<IPassStarter>(provider => provider.GetRequiredService<PassSignals>());
        services.AddSingleton<LongLooks>();
        services.AddSingleton<LocalPasses>();
        services.AddSingleton<RunPass>(provider => provider.GetRequiredService<LocalPasses>().RunAsync);
        services.AddHostedService<PassScheduler>();
        services.AddHostedService<DueReader>();
        return services;
    }
}
