using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>A remote plugin that answers byte for byte as a test says, and can be ended and begun again at the same place.</summary>
internal sealed class RawPlugin : IAsyncDisposable
{
    private readonly Func<string, long, string> _answer;
    private readonly TcpListener _listener;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _serving;

    private RawPlugin(int port, Func<string, long, string> answer)
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public int Connections => _clients.Count;

    /// <param name="answer">Makes the whole HTTP answer of a method and the request's id.</param>
    public static RawPlugin Start(Func<string, long, string> answer, int port = 0) => new(port, answer);

    /// <summary>An HTTP answer such as Go's server gives.</summary>
    public static string Http(string body, string headers = "", string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\nDate: Mon, 30 Nov 2026 00:00:00 GMT\r\nContent-Type: text/plain; charset=utf-8\r\n{headers}"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _serving;
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                _clients.Add(client);
                connections.Add(AnswerAsync(client));
            }
        }
        catch (Exception failure)
            when (failure is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            while (await ReadAsync(reader) is { } request)
            {
                using var document = JsonDocument.Parse(request);
                var (method, id) = (
                    document.RootElement.GetProperty("method").GetString() ?? "",
                    document.RootElement.GetProperty("id").GetInt64()
                );
                var answer = Encoding.UTF8.GetBytes(_answer(method, id));
                await client.GetStream().WriteAsync(answer, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is over.
        }
    }

    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        var length = 0;
        string? line;
        while ((line = await reader.ReadLineAsync(CancellationToken.None)) is { Length: > 0 })
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        if (line is null)
        {
            return null;
        }

        var body = new char[length];
        await reader.ReadBlockAsync(body, CancellationToken.None);
        return new string(body);
    }
}
