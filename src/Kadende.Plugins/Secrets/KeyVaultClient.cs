using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Kadende.Sdk.Failures;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Secrets;

/// <summary>Asks the Azure Key Vault of the settings by its REST interface, with the identity of the host.</summary>
public sealed class KeyVaultClient(
    IHttpClientFactory clients,
    IOptions<SecretOptions> options,
    TokenCredential credential
)
{
    public const string Name = "kadende-keyvault";

    private const string Version = "7.4";

    private static readonly string[] Scopes = ["https://vault.azure.net/.default"];

    public KeyVaultClient(IHttpClientFactory clients, IOptions<SecretOptions> options)
        : this(clients, options, new DefaultAzureCredential()) { }

    /// <summary>Null: the settings name no vault, and it must not be asked.</summary>
    public string? Vault => options.Value.KeyVault?.TrimEnd('/');

    /// <param name="path">Below the vault's address, such as <c>/secrets/name</c>; or the whole address of a next page.</param>
    /// <param name="what">What it is about, for failures, such as <c>secret 'db'</c>.</param>
    /// <returns>The status, and the body when it is JSON; both also of failures that do not tell that the vault cannot be asked.</returns>
    /// <exception cref="ProviderUnavailableException">The vault could not be asked, or answered that it cannot answer now.</exception>
    /// <exception cref="CredentialException">It does not let this host in.</exception>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        string what,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken);
            using var request = new HttpRequestMessage(method, AddressOf(path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            request.Content = body is null ? null : JsonContent.Create(body);
            using var http = clients.CreateClient(Name);
            using var answer = await http.SendAsync(request, cancellationToken);
            var told = await ReadAsync(answer, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                var role = method == HttpMethod.Get ? "Key Vault Secrets User" : "Key Vault Secrets Officer";
                throw new CredentialException(
                    $"The Key Vault does not let this host {WordOf(method)} {what} (HTTP {(int)answer.StatusCode}): give its identity "
                        + $"the role {role}."
                );
            }

            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            {
                answer.EnsureSuccessStatusCode();
            }

            return (answer.StatusCode, told);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or AuthenticationFailedException or JsonException)
        {
            throw new ProviderUnavailableException(
                $"The Key Vault could not be asked to {WordOf(method)} {what}: {failure.Message}",
                failure
            );
        }
    }

    private string AddressOf(string path) =>
        path.StartsWith('/') ? $"{Vault}{path}?api-version={Version}"
        // The token goes to the vault and nowhere else.
        : Uri.TryCreate(path, UriKind.Absolute, out var next) && next.Authority == new Uri(Vault!).Authority ? path
        : throw new JsonException("The next page of the list is not at the Key Vault.");

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? await JsonNode.ParseAsync(
                await answer.Content.ReadAsStreamAsync(cancellationToken),
                cancellationToken: cancellationToken
            )
            : null;

    private static string WordOf(HttpMethod method) =>
        method == HttpMethod.Get ? "read"
        : method == HttpMethod.Delete ? "delete"
        : "write";
}
