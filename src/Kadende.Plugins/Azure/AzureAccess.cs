using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>Where Azure Resource Manager is, and who asks it.</summary>
internal sealed record AzureAccess
{
    private static readonly SearchValues<char> TenantCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
    );

    private const string PublicEndpoint = "https://management.azure.com";

    /// <summary>The clouds that Microsoft and its partners run, with the address that shows credentials are shown to.</summary>
    private static readonly Dictionary<string, string> Clouds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["management.azure.com"] = "https://login.microsoftonline.com",
        ["management.usgovcloudapi.net"] = "https://login.microsoftonline.us",
        ["management.chinacloudapi.cn"] = "https://login.chinacloudapi.cn",
    };

    private string EndpointText { get; init; } = PublicEndpoint;

    private string? AuthorityText { get; init; }

    public string? TenantId { get; private init; }

    public string? ClientId { get; private init; }

    public string? ClientSecret { get; private init; }

    /// <summary>The properties hold credentials; without, the host's own are used.</summary>
    public bool HasCredentials => ClientSecret is not null;

    public Uri Endpoint => new(EndpointText.TrimEnd('/'));

    public Uri Authority =>
        new(AuthorityText ?? Clouds.GetValueOrDefault(Endpoint.Host, Clouds["management.azure.com"]));

    /// <summary>One of Azure's clouds, or one that the operator names.</summary>
    public bool IsEndpointTrusted(AzureOptions options) => IsTrusted(Endpoint, options);

    public bool IsAuthorityKnown => IsKnown(Authority);

    /// <summary>Reads no secret: it may not be resolved yet.</summary>
    public string Scope => string.Join('|', EndpointText.TrimEnd('/').ToLowerInvariant(), TenantId, ClientId);

    public static AzureAccess Parse(JsonElement properties) =>
        new()
        {
            EndpointText = properties.Text("endpoint") ?? PublicEndpoint,
            AuthorityText = properties.Text("authority"),
            TenantId = properties.Text("tenantId"),
            ClientId = properties.Text("clientId"),
            ClientSecret = properties.Text("clientSecret"),
        };

    public IEnumerable<PropertyFault> Faults(AzureOptions options) =>
        EndpointFaults(options).Concat(AuthorityFaults()).Concat(CredentialFaults());

    // Records print their properties; this one holds a secret.
    public override string ToString() => Scope;

    private IEnumerable<PropertyFault> EndpointFaults(AzureOptions options)
    {
        if (!IsWeb(EndpointText, out var endpoint))
        {
            yield return new PropertyFault(
                "endpoint",
                $"'{EndpointText}' must be an https address without query, such as {PublicEndpoint}; http is for this machine itself."
            );
        }
        else if (!HasCredentials && !IsTrusted(endpoint, options))
        {
            // A spec must not be able to have the host's token sent to a server of its author's.
            yield return new PropertyFault(
                "endpoint",
                $"'{EndpointText}' is not one of Azure's clouds, so the host's own credentials are not sent there; name tenantId, "
                    + "clientId and clientSecret, or have an administrator add it to Kadende:Plugins:Azure:Endpoints."
            );
        }
    }

    private IEnumerable<PropertyFault> AuthorityFaults()
    {
        if (AuthorityText is null)
        {
            yield break;
        }

        if (!IsWeb(AuthorityText, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
        {
            yield return new PropertyFault("authority", $"'{AuthorityText}' must be an https address without query.");
        }
        else if (!HasCredentials && !IsKnown(authority))
        {
            yield return new PropertyFault(
                "authority",
                $"'{AuthorityText}' is not one of Azure's clouds, so the host's own credentials are not shown to it; name tenantId, "
                    + "clientId and clientSecret."
            );
        }
    }

    private IEnumerable<PropertyFault> CredentialFaults()
    {
        if (TenantId is not null && TenantId.AsSpan().ContainsAnyExcept(TenantCharacters))
        {
            yield return new PropertyFault(
                "tenantId",
                "The tenant is an id or a domain: letters, digits, '-' and '.' only."
            );
        }

        string?[] parts = [TenantId, ClientId, ClientSecret];
        if (parts.Any(part => part is not null) && parts.Any(part => part is null))
        {
            var path =
                parts[0] is null ? "tenantId"
                : parts[1] is null ? "clientId"
                : "clientSecret";
            yield return new PropertyFault(
                path,
                $"{path} is missing: a service principal is tenantId, clientId and clientSecret together; without all three the host's own credentials are used."
            );
        }
    }

    private static bool IsKnown(Uri authority) =>
        Clouds.Values.Any(known => new Uri(known).Host == authority.Host) && authority.IsDefaultPort;

    private static bool IsTrusted(Uri endpoint, AzureOptions options) =>
        (Clouds.ContainsKey(endpoint.Host) && endpoint.IsDefaultPort)
        || options.Endpoints.Any(trusted =>
            Uri.TryCreate(trusted, UriKind.Absolute, out var uri)
            && uri.GetLeftPart(UriPartial.Authority) == endpoint.GetLeftPart(UriPartial.Authority)
        );

    private static bool IsWeb(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "", AbsolutePath: "/" };
}
