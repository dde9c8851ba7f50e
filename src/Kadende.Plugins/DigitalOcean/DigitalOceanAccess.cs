using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Where DigitalOcean is asked, and with which token.</summary>
internal sealed class DigitalOceanAccess : IDisposable
{
    private static readonly string[] TokenVariables = ["DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"];

    private readonly DigitalOceanOptions _options;
    private readonly HttpClient _http = RestClient.NewHttpClient();

    /// <summary>For places that specs name.</summary>
    private readonly HttpClient _guarded;
    private readonly RestApis<DigitalOceanApi> _apis;

    public DigitalOceanAccess(DigitalOceanOptions options, ProbeOptions networks, TimeProvider time)
    {
        _options = options;
        _guarded = RestClient.NewGuardedClient(networks);
        var patience = options.Patience;
        _apis = new RestApis<DigitalOceanApi>(
            (endpoint, token) =>
                new DigitalOceanApi(
                    new RestClient(
                        HttpTo(endpoint),
                        new RestAccount(
                            "DigitalOcean",
                            endpoint,
                            _ => Task.FromResult(token),
                            DigitalOceanFailure.IsThrottled
                        ),
                        patience,
                        time
                    )
                )
        );
    }

    /// <summary>Pure, and shows no token.</summary>
    public string ScopeOf(DropletProperties properties) =>
        $"{properties.Endpoint ?? _options.Endpoint} {RestApis<DigitalOceanApi>.Fingerprint(properties.Token ?? "")}".TrimEnd();

    public DigitalOceanApi ApiOf(DropletProperties properties)
    {
        var token =
            properties.Token is { } own ? own
            : _options.Token is { Length: > 0 } set ? set
            : Array
                .ConvertAll(TokenVariables, Environment.GetEnvironmentVariable)
                .FirstOrDefault(found => found is { Length: > 0 });
        if (token is null or "" || token.Any(c => c is <= ' ' or > '~'))
        {
            throw new CredentialException(
                token is null or ""
                    ? $"There is no token for DigitalOcean: write 'token: ${{secret:name}}', or set Kadende:Plugins:DigitalOcean:Token or {TokenVariables[0]}."
                    : "The token for DigitalOcean has characters that no token has, such as a line break at its end."
            );
        }

        return RestEndpoint.TryParse(properties.Endpoint ?? _options.Endpoint, out var endpoint)
            ? _apis.Of(endpoint, token)
            : throw new RequestRejectedException($"endpoint: it {RestEndpoint.Rule}.");
    }

    public void Dispose()
    {
        _http.Dispose();
        _guarded.Dispose();
    }

    /// <summary>The settings' place is the operator's word; any other is a spec's.</summary>
    private HttpClient HttpTo(Uri endpoint) =>
        RestEndpoint.TryParse(_options.Endpoint, out var own) && own == endpoint ? _http : _guarded;
}
