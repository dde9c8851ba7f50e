using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Registers what people may ask of nodes, groups and clusters besides a spec.</summary>
public static class HandRegistration
{
    public static IServiceCollection AddKadendeHands(this IServiceCollection services)
    {
        services.AddSingleton<NodeSearch>();
        services.AddSingleton<NodeReading>();
        services.AddSingleton<NodeRequests>();
        services.AddSingleton<HoldRequests>();
        services.AddSingleton<BreakerRequests>();
        services.AddSingleton<AdoptWriter>();
        services.AddSingleton<AdoptRequests>();
        services.AddSingleton<RollbackRequests>();
        services.AddSingleton<UpgradeRequests>();
        services.AddSingleton<GenerationReading>();
        services.AddSingleton<WhyReading>();
        return services;
    }
}
