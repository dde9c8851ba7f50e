using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Net;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Access tokens for one credential; Google's library renews them before they end.</summary>
/// <param name="credentials">The JSON key of a service account; empty: the host's application default credentials.</param>
/// <param name="networks">Where a key may have its tokens asked for.</param>
internal sealed class GoogleToken(string credentials, string scope, ProbeOptions networks)
{
    private readonly Lock _lock = new();
    private Task<ITokenAccess>? _opened;

    /// <exception cref="CredentialException">There is no credential, or Google does not take it.</exception>
    /// <exception cref="ProviderUnavailableException">Google could not be asked for a token.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var access = await OpenAsync(cancellationToken);
            return await access.GetAccessTokenForRequestAsync(null, cancellationToken);
        }
        catch (TokenResponseException failure)
            when ((int?)failure.StatusCode is null or >= 400 and < 500 and not 408 and not 429)
        {
            throw new CredentialException(
                $"Google does not take the credentials: {failure.Error?.Error ?? "no reason"}.",
                failure
            );
        }
        catch (HttpRequestException failure) when (GuardedHttp.RefusalIn(failure) is { } refused)
        {
            throw new CredentialException($"credentials: token_uri: {refused.Message}", failure);
        }
        catch (Exception failure) when (failure is TokenResponseException or HttpRequestException)
        {
            throw new ProviderUnavailableException(
                $"Google could not be asked for an access token: {failure.Message}",
                failure
            );
        }
    }

    private async Task<ITokenAccess> OpenAsync(CancellationToken cancellationToken)
    {
        Task<ITokenAccess> opened;
        lock (_lock)
        {
            opened = _opened is { IsFaulted: false, IsCanceled: false } known ? known : _opened = NewAsync();
        }

        return await opened.WaitAsync(cancellationToken);
    }

    private async Task<ITokenAccess> NewAsync()
    {
        if (credentials.Length > 0)
        {
            return FromKey().CreateScoped(scope);
        }

        try
        {
            return (await GoogleCredential.GetApplicationDefaultAsync(CancellationToken.None)).CreateScoped(scope);
        }
        catch (InvalidOperationException failure)
        {
            throw new CredentialException(
                "There are no credentials for Google: write 'credentials: ${secret:name}', or give this host application default credentials.",
                failure
            );
        }
    }

    private GoogleCredential FromKey()
    {
        try
        {
            // Other kinds of credentials name files and programs of this host: users must not.
            var key = JsonElement.Parse(credentials);
            return key.TextOf("type") == "service_account" && RestEndpoint.TryParse(key.TextOf("token_uri"), out _)
                ? CredentialFactory
                    .FromJson<ServiceAccountCredential>(credentials)
                    .ToGoogleCredential()
                    .CreateWithHttpClientFactory(new GuardedFactory(networks))
                : throw NoKey();
        }
        catch (Exception failure)
            when (failure is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw NoKey();
        }
    }

    private sealed class GuardedFactory(ProbeOptions networks) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) =>
            GuardedHttp.NewHandler(networks.Rules, ProbeOptions.Section);
    }

    /// <summary>What went wrong in reading it may show parts of it, so nothing of that is told.</summary>
    private static CredentialException NoKey() =>
        new("credentials: it is not the JSON key of a service account (type, client_email, private_key, token_uri).");
}
