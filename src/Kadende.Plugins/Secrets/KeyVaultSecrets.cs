using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Kadende.Sdk.Failures;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// Secrets in an Azure Key Vault, read with the identity of the host. By its REST interface ("Get Secret",
/// learn.microsoft.com/rest/api/keyvault/secrets/get-secret).
/// </summary>
public sealed class KeyVaultSecrets(
    IHttpClientFactory clients,
    IOptions<SecretOptions> options,
    TokenCredential credential
) : ISecretSource
{
    public const string Client = "kadende-keyvault";

    private const string Version = "7.4";

    private static readonly string[] Scopes = ["https://vault.azure.net/.default"];

    public KeyVaultSecrets(IHttpClientFactory clients, IOptions<SecretOptions> options)
        : this(clients, options, new DefaultAzureCredential()) { }

    public string? HowToAdd(string name) =>
        options.Value.KeyVault is { } vault && CanHold(name) ? $"add it to the Key Vault {vault}" : null;

    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (options.Value.KeyVault is not { } vault || !CanHold(name))
        {
            return null;
        }

        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken);
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                $"{vault.TrimEnd('/')}/secrets/{name}?api-version={Version}"
            );
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            using var http = clients.CreateClient(Client);
            using var answer = await http.SendAsync(request, cancellationToken);
            return await ReadAsync(name, answer, cancellationToken);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or AuthenticationFailedException or JsonException)
        {
            throw new ProviderUnavailableException(
                $"The Key Vault could not be asked for secret '{name}': {failure.Message}",
                failure
            );
        }
    }

    private static async Task<string?> ReadAsync(
        string name,
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new CredentialException(
                $"The Key Vault does not let this host read secret '{name}' (HTTP {(int)answer.StatusCode}): give its identity the "
                    + "role Key Vault Secrets User."
            );
        }

        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(
            await answer.Content.ReadAsStreamAsync(cancellationToken),
            cancellationToken: cancellationToken
        );
        return body.RootElement.GetProperty("value").GetString();
    }

    /// <summary>Names in a vault have letters, digits and dashes only.</summary>
    private static bool CanHold(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
