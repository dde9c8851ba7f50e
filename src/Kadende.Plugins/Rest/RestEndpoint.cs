using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Kadende.Plugins.Rest;

/// <summary>Where an API is, when it is not at its usual place.</summary>
internal static class RestEndpoint
{
    public const string Rule =
        "must be an https URL without user, query and fragment, such as https://cloud.example.com (http only for this machine itself)";

    /// <summary>A credential goes there with every call, so nobody on the way may read it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? endpoint) =>
        Uri.TryCreate(text, UriKind.Absolute, out endpoint)
        && endpoint is { UserInfo: "", Query: "", Fragment: "" }
        && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp && IsHere(endpoint));

    private static bool IsHere(Uri endpoint) =>
        endpoint.Host == "localhost"
        || IPAddress.TryParse(endpoint.DnsSafeHost, out var address) && IPAddress.IsLoopback(address);
}
