using System.Net;
using System.Net.Sockets;

namespace Kadende.Plugins.Net;

/// <summary>
/// The way to URLs that come from specs: every URL and every redirect is checked against the rules, a connection is made only to an
/// address that was checked, and an answer is read only up to a bound.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly UrlRules _urls;
    private readonly HttpMessageInvoker _client;

    /// <param name="section">The settings of the networks; refusals name it.</param>
    public GuardedHttp(UrlRules urls, NetworkRules networks, string section)
    {
        _urls = urls;
        _client = new HttpMessageInvoker(NewHandler(networks, section));
    }

    /// <summary>One request, without following redirects.</summary>
    /// <exception cref="GuardException">The URL or its address is not allowed.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_urls.ProblemOf(request.RequestUri!) is { } problem)
        {
            throw new GuardException(problem);
        }

        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.InnerException is GuardException refused)
        {
            throw new GuardException(refused.Message, failure);
        }
    }

    /// <summary>Copies what is at a URL, or where it leads by redirects.</summary>
    /// <exception cref="GuardException">A URL on the way is not allowed, there are too many, or there is more than the bound.</exception>
    /// <exception cref="HttpRequestException">There is no good answer.</exception>
    /// <exception cref="IOException">The answer breaks off.</exception>
    public async Task DownloadAsync(Uri url, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        var at = url;
        for (var hops = 0; hops <= MaxRedirects; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            using var answer = await SendAsync(request, cancellationToken);
            if (RedirectOf(answer, at) is not { } next)
            {
                answer.EnsureSuccessStatusCode();
                await BoundedContent.CopyAsync(answer.Content, target, maxBytes, UrlRules.Shown(at), cancellationToken);
                return;
            }

            at = next;
        }

        throw new GuardException($"{UrlRules.Shown(url)} redirects more than {MaxRedirects} times.");
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Connections to allowed addresses alone; a <see cref="GuardException"/> stands within the failure of the others.</summary>
    /// <param name="section">The settings of the networks; refusals name it.</param>
    internal static SocketsHttpHandler NewHandler(NetworkRules networks, string section) =>
        NewHandler(
            async (context, cancellationToken) =>
                await ConnectAsync(networks, section, context.DnsEndPoint, cancellationToken)
        );

    /// <summary>The refusal that a failure comes from; null when it comes from something else.</summary>
    internal static GuardException? RefusalIn(Exception? failure) =>
        failure switch
        {
            null => null,
            GuardException refused => refused,
            AggregateException several => several
                .InnerExceptions.Select(RefusalIn)
                .FirstOrDefault(one => one is not null),
            _ => RefusalIn(failure.InnerException),
        };

    /// <summary>What all of our own connections have in common.</summary>
    internal static SocketsHttpHandler NewHandler(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect
    ) =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            // Looked up and checked anew from time to time, and never used after the few seconds for which servers keep one open.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null,
            ConnectCallback = connect,
        };

    private static Uri? RedirectOf(HttpResponseMessage answer, Uri from) =>
        answer is { StatusCode: >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest, Headers.Location: { } to }
            ? new Uri(from, to)
            : null;

    private static async ValueTask<Stream> ConnectAsync(
        NetworkRules networks,
        string section,
        DnsEndPoint to,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new NetworkStream(
                await networks.ConnectAsync(to.Host, to.Port, cancellationToken),
                ownsSocket: true
            );
        }
        catch (ForbiddenAddressException forbidden)
        {
            throw new GuardException($"{forbidden.Message}: an administrator decides in {section}.", forbidden);
        }
    }
}
