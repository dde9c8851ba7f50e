using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Access.Quotas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access;

/// <summary>Registers who may use the API.</summary>
public static class AccessRegistration
{
    public static IServiceCollection AddKadendeAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AccessOptions>()
            .Bind(configuration.GetSection(AccessOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services
            .AddOptions<QuotaOptions>()
            .Bind(configuration.GetSection(QuotaOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<QuotaUsage>();
        services.AddSingleton<QuotaGate>();
        services.AddSingleton<TeamRequests>();
        services.AddSingleton<TeamBelongings>();
        services.AddSingleton<TeamRemoval>();
        services.AddSingleton<MemberRequests>();
        services.AddSingleton<UserRequests>();
        services.AddSingleton<TokenRequests>();
        services.AddSingleton<TokenLookup>();
        services.AddSingleton<Administrators>();
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<TokenSetup>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenSetup>());
        return services;
    }
}
