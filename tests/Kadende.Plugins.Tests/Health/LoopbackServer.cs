using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kadende.Plugins.Tests.Health;

/// <summary>A TCP server on a free port of this machine that gives each connection the same answer, and keeps what it was asked.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<string> _requests = [];
    private readonly string? _answer;
    private readonly Task _serving;

    /// <param name="answer">Null: it reads and never answers.</param>
    public LoopbackServer(string? answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static string Http(string status, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{headers}\r\n";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _serving;
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var bytes = new byte[8192];
                var length = await client.GetStream().ReadAsync(bytes, _ended.Token);
                lock (_requests)
                {
                    _requests.Add(Encoding.ASCII.GetString(bytes, 0, length));
                }

                if (_answer is null)
                {
                    await client.GetStream().CopyToAsync(Stream.Null, _ended.Token);
                    return;
                }

                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_answer), _ended.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The check went away, or the test is over.
            }
        }
    }
}
