using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kadende.Cli.Server;

/// <summary>A Kadende server, through its HTTP API.</summary>
internal sealed class KadendeServer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly string? _team;

    public KadendeServer(Uri address, string token, string? team)
    {
        Address = address;
        _team = team;
        // A proxy has nothing to do with servers on this machine.
        var handler = new SocketsHttpHandler { UseProxy = !address.IsLoopback };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Address { get; }

    /// <summary>The server's own time when it last answered, in whole seconds.</summary>
    public DateTimeOffset? LastAnswerAt { get; private set; }

    public void Dispose() => _http.Dispose();

    public static string NodePath(string cluster, string node) =>
        $"{ClusterPath(cluster)}/nodes/{Uri.EscapeDataString(node)}";

    public static string ClusterPath(string cluster) => $"api/clusters/{Uri.EscapeDataString(cluster)}";

    /// <returns>Null: there is no such cluster.</returns>
    public async Task<ClusterAnswer?> FindClusterAsync(string cluster, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(ClusterPath(cluster)));
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await ServerFailure.ThrowIfRefusedAsync(Address, response, file: null, cancellationToken);
        return await ReadAsync(response, AnswerJson.Default.ClusterAnswer, cancellationToken);
    }

    public async Task<ClusterAnswer> GetClusterAsync(string cluster, CancellationToken cancellationToken) =>
        await AskAsync(
            new HttpRequestMessage(HttpMethod.Get, ClusterPath(cluster)),
            AnswerJson.Default.ClusterAnswer,
            file: null,
            cancellationToken
        );

    /// <summary>Sends a request whose path is taken below the server's address.</summary>
    /// <param name="file">The file whose text is sent, so that faults can name it.</param>
    /// <exception cref="CommandFailure">The server cannot be reached or refuses.</exception>
    public async Task<T> AskAsync<T>(
        HttpRequestMessage request,
        JsonTypeInfo<T> type,
        string? file,
        CancellationToken cancellationToken
    )
    {
        using (request)
        {
            request.RequestUri = At(request.RequestUri!.OriginalString);
            using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            await ServerFailure.ThrowIfRefusedAsync(Address, response, file, cancellationToken);
            return await ReadAsync(response, type, cancellationToken);
        }
    }

    /// <summary>Reads an answer that is plain text.</summary>
    /// <exception cref="CommandFailure">The server cannot be reached or refuses.</exception>
    public async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await ServerFailure.ThrowIfRefusedAsync(Address, response, file: null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Reads a list to its end.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string path,
        JsonTypeInfo<PageAnswer<T>> type,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? next = null;
        do
        {
            var place = next is null ? path : With(path, "after", next);
            var page = await AskAsync(
                new HttpRequestMessage(HttpMethod.Get, place),
                type,
                file: null,
                cancellationToken
            );
            foreach (var item in page.Items)
            {
                yield return item;
            }

            next = page.Next;
        } while (next is not null);
    }

    /// <summary>Opens a stream of server-sent events; the caller disposes of the answer.</summary>
    /// <param name="lastId">The last event that was had; null from the beginning of what the path asks for.</param>
    public async Task<HttpResponseMessage> OpenStreamAsync(
        string path,
        string? lastId,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            await ServerFailure.ThrowIfRefusedAsync(Address, response, file: null, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public static string With(string path, string name, string value) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    private Uri At(string path) => new(Address, _team is null ? path : With(path, "team", _team));

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var response = await _http.SendAsync(request, completion, cancellationToken);
            LastAnswerAt = response.Headers.Date ?? LastAnswerAt;
            return response;
        }
        catch (HttpRequestException failure)
        {
            throw ServerFailure.NotReachable(Address, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServerFailure.NotReachable(Address, $"no answer within {Timeout.TotalSeconds:0} seconds");
        }
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken)
                ?? throw ServerFailure.NotKadende(Address);
        }
        catch (JsonException)
        {
            throw ServerFailure.NotKadende(Address);
        }
    }
}
