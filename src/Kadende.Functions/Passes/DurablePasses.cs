using Kadende.Runtime.Passes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kadende.Functions.Passes;

/// <summary>What starts passes as orchestrations.</summary>
internal static class DurablePasses
{
    public static IServiceCollection AddDurablePasses(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<PassLaunchOptions>()
            .Bind(configuration.GetSection(PassLaunchOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PassLaunchOptions>, PassLaunchOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PassLauncher>();
        services.AddSingleton<DurablePassStarter>();
        return services.AddSingleton<IPassStarter>(provider => provider.GetRequiredService<DurablePassStarter>());
    }
}
