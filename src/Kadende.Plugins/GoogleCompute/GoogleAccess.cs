using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Where Google is asked, as whom, and for which project.</summary>
internal sealed class GoogleAccess : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly GoogleComputeOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http = RestClient.NewHttpClient();

    /// <summary>For places that specs name.</summary>
    private readonly HttpClient _guarded;
    private readonly RestApis<RestClient> _clients;

    public GoogleAccess(GoogleComputeOptions options, ProbeOptions networks, TimeProvider time)
    {
        _options = options;
        _guarded = RestClient.NewGuardedClient(networks);
        _time = time;
        var patience = options.Patience;
        _clients = new RestApis<RestClient>(
            (endpoint, credentials) =>
            {
                var credential = new GoogleToken(credentials, Scope, networks);
                return new RestClient(
                    HttpTo(endpoint),
                    new RestAccount("Google", endpoint, credential.ReadAsync, GoogleFailure.IsThrottled),
                    patience,
                    time
                );
            }
        );
    }

    /// <summary>Pure, and shows no credential.</summary>
    public string ScopeOf(InstanceProperties properties) =>
        string.Join(
            ' ',
            properties.Endpoint ?? _options.Endpoint,
            properties.Project ?? _options.Project,
            RestApis<RestClient>.Fingerprint(properties.Credentials ?? "")
        );

    public GoogleApi ApiOf(InstanceProperties properties)
    {
        if (properties.Credentials is "")
        {
            // The host's own must not stand in for them.
            throw new CredentialException("credentials: they are empty.");
        }

        if (!RestEndpoint.TryParse(properties.Endpoint ?? _options.Endpoint, out var endpoint))
        {
            throw new RequestRejectedException($"endpoint: it {RestEndpoint.Rule}.");
        }

        var project =
            properties.Project
            ?? (_options.Project is { Length: > 0 } set ? set : ProjectIn(properties.Credentials ?? ""));
        return project is { Length: > 0 }
            ? new GoogleApi(
                _clients.Of(endpoint, properties.Credentials ?? ""),
                project,
                _options.OperationTimeout,
                _time
            )
            : throw new RequestRejectedException(
                "project: it is missing; write it, or set Kadende:Plugins:GoogleCompute:Project."
            );
    }

    public void Dispose()
    {
        _http.Dispose();
        _guarded.Dispose();
    }

    /// <summary>The settings' place is the operator's word; any other is a spec's.</summary>
    private HttpClient HttpTo(Uri endpoint) =>
        RestEndpoint.TryParse(_options.Endpoint, out var own) && own == endpoint ? _http : _guarded;

    private static string? ProjectIn(string credentials)
    {
        try
        {
            return credentials.Length == 0 ? null : JsonElement.Parse(credentials).TextOf("project_id");
        }
        catch (JsonException)
        {
            // The text is a credential: nothing of it may stand in a message.
            throw new CredentialException("credentials: it is not the JSON key of a service account.");
        }
    }
}
