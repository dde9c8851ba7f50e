using System.Net.Http.Headers;
using System.Text.Json;
using Kadende.Plugins.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>Calls the methods of one remote plugin, and leaves it alone while it fails.</summary>
/// <param name="name">Who it is, for messages.</param>
/// <param name="send">The way to it.</param>
internal sealed class RpcClient(
    string name,
    Uri endpoint,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
    PluginUrlOptions options,
    TimeProvider time
)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly CircuitBreaker _breaker = new(options.BreakAfter, options.BreakFor, time);
    private long _lastId;

    public string Name { get; } = name;

    /// <exception cref="RpcException">The plugin refuses.</exception>
    /// <exception cref="ProviderUnavailableException">There is no usable answer; what became of the request is unknown.</exception>
    public async Task<JsonElement> CallAsync(
        string method,
        TimeSpan limit,
        Action<Utf8JsonWriter> parameters,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_breaker.Enter() is { } closed)
        {
            throw Unavailable($"was not asked: {closed}", null);
        }

        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var result = await AskAsync(method, parameters, both.Token);
            _breaker.Succeeded();
            return result;
        }
        catch (RpcException)
        {
            _breaker.Succeeded();
            throw;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && WhyOf(failure, limit) is { } why)
        {
            _breaker.Failed(why);
            throw Unavailable($"gave no usable answer to {method}: {why}", failure);
        }
        finally
        {
            _breaker.Leave();
        }
    }

    private async Task<JsonElement> AskAsync(
        string method,
        Action<Utf8JsonWriter> parameters,
        CancellationToken cancellationToken
    )
    {
        var id = Interlocked.Increment(ref _lastId);
        using var content = new ReadOnlyMemoryContent(RpcWire.Request(method, id, parameters));
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = content;
        using var answer = await send(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ProviderUnavailableException(
                $"it answers with the HTTP status {(int)answer.StatusCode}; is the path of its URL right?"
            );
        }

        using var body = new MemoryStream();
        await BoundedContent.CopyAsync(answer.Content, body, options.MaxBytes, "it", cancellationToken);
        return RpcWire.ResultOf(body.GetBuffer().AsMemory(0, (int)body.Length), id);
    }

    private static string? WhyOf(Exception failure, TimeSpan limit) =>
        failure switch
        {
            OperationCanceledException => $"it gave none within {PlainDuration.InWords(limit)}",
            ProviderUnavailableException or GuardException or IOException => failure.Message,
            HttpRequestException => failure.InnerException?.Message ?? failure.Message,
            _ => null,
        };

    private ProviderUnavailableException Unavailable(string what, Exception? inner) =>
        new($"The plugin {Name} {what}", inner);
}
