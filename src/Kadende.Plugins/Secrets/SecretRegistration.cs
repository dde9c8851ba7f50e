using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kadende.Plugins.Secrets;

/// <summary>Registers the places where secrets are, in the order in which they are asked.</summary>
internal static class SecretRegistration
{
    public static void AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient(KeyVaultClient.Name);
        services.AddChecked<SecretOptions>(configuration, SecretOptions.Section);
        services.AddSingleton<ISecretSource, EnvironmentSecrets>();
        services.AddSingleton<ISecretSource, FolderSecrets>();
        services.AddSingleton<KeyVaultClient>();
        services.AddSingleton<ISecretSource, KeyVaultSecrets>();
        services.AddSingleton<KeyVaultTeamSecrets>();
        // A host with tables keeps them there when there is no vault.
        services.TryAddSingleton<ITeamSecrets>(provider => provider.GetRequiredService<KeyVaultTeamSecrets>());
        services.AddSingleton<SecretStore>();
    }
}
