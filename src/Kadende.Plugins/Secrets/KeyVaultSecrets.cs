using System.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// The installation's own secrets in an Azure Key Vault. By "Get Secret",
/// learn.microsoft.com/rest/api/keyvault/secrets/get-secret.
/// </summary>
internal sealed class KeyVaultSecrets(KeyVaultClient client) : ISecretSource
{
    public string? HowToAdd(string name) =>
        client.Vault is { } vault && CanHold(name) ? $"add it to the Key Vault {vault}" : null;

    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (client.Vault is null || !CanHold(name))
        {
            return null;
        }

        var (status, body) = await client.SendAsync(
            HttpMethod.Get,
            $"/secrets/{name}",
            body: null,
            $"secret '{name}'",
            cancellationToken
        );
        return status switch
        {
            HttpStatusCode.OK => (string?)body?["value"],
            HttpStatusCode.NotFound => null,
            _ => throw new ProviderUnavailableException(
                $"The Key Vault answered HTTP {(int)status} when it was asked for secret '{name}'."
            ),
        };
    }

    /// <summary>Names in a vault have letters, digits and dashes only, and those with two dashes are the teams'.</summary>
    private static bool CanHold(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && !VaultNames.IsOfATeam(name);
}
