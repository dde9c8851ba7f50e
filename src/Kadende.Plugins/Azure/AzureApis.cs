using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Kadende.Plugins.Azure;

/// <summary>One client for each endpoint and each set of credentials, in the memory of this process alone.</summary>
/// <param name="credentialOf">Null: Azure's own credentials.</param>
internal sealed class AzureApis(
    AzureOptions options,
    AzureTransports transports,
    TimeProvider time,
    Func<AzureAccess, TokenCredential>? credentialOf
)
{
    /// <summary>More than a host ever has at once; secrets that were changed are not kept for ever.</summary>
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, AzureApi> _apis = new(StringComparer.Ordinal);

    public AzureApi Of(AzureAccess access)
    {
        if (_apis.Count >= Most)
        {
            _apis.Clear();
        }

        return _apis.GetOrAdd(KeyOf(access), _ => Open(access));
    }

    private TokenCredential CredentialOf(AzureAccess access) =>
        access is { TenantId: { } tenant, ClientId: { } client, ClientSecret: { } secret }
            ? new ClientSecretCredential(
                tenant,
                client,
                secret,
                new ClientSecretCredentialOptions
                {
                    AuthorityHost = access.Authority,
                    Transport = transports.To(access.IsAuthorityKnown),
                }
            )
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { AuthorityHost = access.Authority });

    private AzureApi Open(AzureAccess access)
    {
        var credential = (credentialOf ?? CredentialOf)(access);
        var scope = $"{access.Endpoint.GetLeftPart(UriPartial.Authority)}/.default";
        HttpPipelinePolicy tokens =
            access.Endpoint.Scheme == Uri.UriSchemeHttps
                ? new BearerTokenAuthenticationPolicy(credential, scope)
                : new LoopbackTokenPolicy(credential, scope);
        var client = new AzureClientOptions
        {
            RetryPolicy = new AzureRetry(options),
            Transport = transports.To(access.IsEndpointTrusted(options)),
        };
        client.Diagnostics.IsLoggingContentEnabled = false;
        client.Diagnostics.ApplicationId = "kadende";
        return new AzureApi(HttpPipelineBuilder.Build(client, tokens), access.Endpoint, options, time);
    }

    // The secret itself is not kept as a key.
    private static string KeyOf(AzureAccess access) =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        access.Endpoint,
                        access.Authority,
                        access.TenantId,
                        access.ClientId,
                        access.ClientSecret
                    )
                )
            )
        );

    private sealed class AzureClientOptions : ClientOptions;
}
