using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Kadende.Plugins.Rest;

/// <summary>The API objects of one plugin: one for each place and credential, so that each knows its own rate limit.</summary>
internal sealed class RestApis<TApi>(Func<Uri, string, TApi> open)
{
    /// <summary>Beyond it all are forgotten: credentials that were rotated away would stay for ever.</summary>
    private const int Kept = 256;

    private readonly ConcurrentDictionary<(Uri Endpoint, string Fingerprint), TApi> _apis = new();

    /// <param name="credential">Empty: the host's own.</param>
    public TApi Of(Uri endpoint, string credential)
    {
        if (_apis.Count >= Kept)
        {
            _apis.Clear();
        }

        return _apis.GetOrAdd((endpoint, Fingerprint(credential)), _ => open(endpoint, credential));
    }

    /// <summary>Tells credentials apart without showing them.</summary>
    public static string Fingerprint(string credential) =>
        credential.Length == 0
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential)).AsSpan(0, 8));
}
