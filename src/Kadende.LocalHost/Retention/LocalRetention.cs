using Kadende.Runtime.Retention;

namespace Kadende.LocalHost.Retention;

/// <summary>What cleans up on one machine.</summary>
internal static class LocalRetention
{
    public static IServiceCollection AddLocalRetention(
        this IServiceCollection services,
        IConfiguration configuration
    ) => services.AddKadendeRetention(configuration).AddHostedService<RetentionLoop>();
}
