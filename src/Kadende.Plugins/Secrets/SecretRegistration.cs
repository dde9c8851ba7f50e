using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Plugins.Secrets;

/// <summary>Registers the places where secrets are, in the order in which they are asked.</summary>
internal static class SecretRegistration
{
    public static void AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient(KeyVaultSecrets.Client);
        services.AddChecked<SecretOptions>(configuration, SecretOptions.Section);
        services.AddSingleton<ISecretSource, EnvironmentSecrets>();
        services.AddSingleton<ISecretSource, FolderSecrets>();
        services.AddSingleton<ISecretSource, KeyVaultSecrets>();
        services.AddSingleton<SecretStore>();
    }
}
