using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>HTTP over unix sockets.</summary>
internal sealed class SocketHttp : IDisposable
{
    private static readonly HttpRequestOptionsKey<string> Path = new("socket");

    private readonly HttpMessageInvoker _client;

    public SocketHttp(SocketRules rules) =>
        _client = new HttpMessageInvoker(
            GuardedHttp.NewHandler((context, cancelled) => ConnectAsync(rules, context, cancelled))
        );

    /// <exception cref="GuardException">The socket is not allowed.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        string socket,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // Connections are kept by host, so each socket is one.
        var host = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(socket)))[..32];
        request.RequestUri = new UriBuilder(request.RequestUri!) { Host = host }.Uri;
        request.Headers.Host = "localhost";
        request.Options.Set(Path, socket);
        try
        {
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.InnerException is GuardException refused)
        {
            throw new GuardException(refused.Message, failure);
        }
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(
        SocketRules rules,
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        context.InitialRequestMessage.Options.TryGetValue(Path, out var path);
        if (rules.ProblemOf(path!) is { } problem)
        {
            throw new GuardException(problem);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path!), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ArgumentException)
        {
            socket.Dispose();
            // A path that is too long for a socket is told of as an argument.
            if (failure is ArgumentException)
            {
                throw new GuardException(failure.Message, failure);
            }

            throw;
        }
    }
}
