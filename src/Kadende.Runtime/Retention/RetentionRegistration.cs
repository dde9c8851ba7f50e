using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Retention;

/// <summary>Registers what cleans up; the host calls it again and again.</summary>
public static class RetentionRegistration
{
    public static IServiceCollection AddKadendeRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<RetentionOptions>()
            .Bind(configuration.GetSection(RetentionOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddSingleton<Sweeps>();
        services.AddSingleton<RetentionPlace>();
        return services.AddSingleton(provider => new RetentionRound(
            provider.GetRequiredService<Sweeps>(),
            provider.GetRequiredService<RetentionPlace>(),
            provider.GetRequiredService<IOptions<RetentionOptions>>(),
            provider.GetRequiredService<ILogger<RetentionRound>>()
        ));
    }
}
