using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kadende.Runtime.Heartbeats;

/// <summary>Registers what takes heartbeats in and what reads them. The API and the pass both need it, so it may be called twice.</summary>
public static class HeartbeatRegistration
{
    public static IServiceCollection AddKadendeHeartbeats(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<PublicOptions>()
            .Bind(configuration.GetSection(PublicOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HeartbeatUrl>();
        services.TryAddSingleton<HeartbeatTokens>();
        services.TryAddSingleton<KnownNodes>();
        services.TryAddSingleton<HeartbeatListening>();
        services.TryAddSingleton<HeartbeatIntake>();
        services.TryAddSingleton<HeartbeatReader>();
        return services;
    }
}
