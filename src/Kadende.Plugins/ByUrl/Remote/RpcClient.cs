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
    /// <summary>Callers have limits of their own: who left a question after waiting for so long had no answer.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly CircuitBreaker _breaker = new(options.BreakAfter, options.BreakFor, time);
    private long _lastId;

    public string Name { get; } = name;

    /// <exception cref="RpcException">The plugin refuses.</exception>
    /// <exception cref="ProviderUnavailableException">
    /// There is no usable answer; what became of the request is unknown, unless it is due to a <see cref="NotSentException"/>.
    /// </exception>
    public async Task<JsonElement> CallAsync(
        RpcMethod method,
        Action<Utf8JsonWriter> parameters,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var entry = _breaker.Enter();
        if (entry.Refusal is { } closed)
        {
            throw Unavailable($"was not asked: {closed}", new NotSentException(closed));
        }

        var began = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(method.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var result = await AskAsync(method.Name, parameters, both.Token);
            entry.Succeeded();
            return result;
        }
        catch (RpcException)
        {
            entry.Succeeded();
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var waited = time.GetElapsedTime(began);
            if (!method.Acts && waited >= LongWait)
            {
                entry.Failed(NoneWithin(waited));
            }

            throw;
        }
        catch (Exception failure) when (WhyOf(failure, method.Limit) is { } why)
        {
            if (!method.Acts || failure is not OperationCanceledException)
            {
                entry.Failed(why);
            }

            throw Unavailable($"gave no usable answer to {method.Name}: {why}", failure);
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
        using var answer = await SendAsync(request, cancellationToken);
        using var body = new MemoryStream();
        await ReadAsync(answer, body, cancellationToken);
        var read = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (!answer.IsSuccessStatusCode)
        {
            // Some servers tell of errors by the status too.
            RpcWire.ThrowIfRefused(read, id);
            throw new ProviderUnavailableException(
                $"it answers with the HTTP status {(int)answer.StatusCode}; is the path of its URL right?"
            );
        }

        return RpcWire.ResultOf(read, id);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await send(request, cancellationToken);
        }
        catch (GuardException refused)
        {
            throw new NotSentException(refused.Message, refused);
        }
        catch (HttpRequestException failure)
            when (failure.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
            )
        {
            throw new NotSentException(failure.InnerException?.Message ?? failure.Message, failure);
        }
        catch (HttpRequestException failure) when (failure.InnerException is IOException broken)
        {
            throw new BrokenOffException(broken.Message, failure);
        }
    }

    private async Task ReadAsync(HttpResponseMessage answer, MemoryStream body, CancellationToken cancellationToken)
    {
        try
        {
            await BoundedContent.CopyAsync(answer.Content, body, options.MaxBytes, "it", cancellationToken);
        }
        catch (IOException broken)
        {
            throw new BrokenOffException(broken.Message, broken);
        }
    }

    private static string? WhyOf(Exception failure, TimeSpan limit) =>
        failure switch
        {
            OperationCanceledException => NoneWithin(limit),
            ProviderUnavailableException or GuardException or NotSentException or BrokenOffException => failure.Message,
            HttpRequestException => failure.InnerException?.Message ?? failure.Message,
            _ => null,
        };

    private static string NoneWithin(TimeSpan time) => $"it gave none within {PlainDuration.InWords(time)}";

    private ProviderUnavailableException Unavailable(string what, Exception inner) =>
        new($"The plugin {Name} {what}", inner);
}
