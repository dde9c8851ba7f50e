using Kadende.Plugins.Secrets;
using Kadende.Runtime.Protection;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Secrets;

/// <summary>Registers where the secrets of teams are kept, and what requests do with them.</summary>
public static class SecretRegistration
{
    /// <summary>Needs the stores and the plugins besides.</summary>
    public static IServiceCollection AddKadendeSecrets(this IServiceCollection services)
    {
        services.AddKadendeProtection();
        services.AddSingleton<ITeamSecrets>(provider =>
            provider.GetRequiredService<IOptions<SecretOptions>>().Value.KeyVault is null
                ? new TableTeamSecrets(
                    provider.GetRequiredService<IRecordStore<SealedSecret>>(),
                    provider.GetRequiredService<IDataProtectionProvider>(),
                    provider.GetRequiredService<TimeProvider>()
                )
                : provider.GetRequiredService<KeyVaultTeamSecrets>()
        );
        services.AddSingleton<SecretUses>();
        services.AddSingleton<SecretRequests>();
        return services;
    }
}
