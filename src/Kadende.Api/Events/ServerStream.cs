using Kadende.Api.Access;
using Kadende.Runtime.Access;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kadende.Api.Events;

/// <summary>Sends what comes as server-sent events, and shows now and then that it is alive.</summary>
internal sealed class ServerStream(TokenLookup tokens, TimeProvider time)
{
    public const string MediaType = "text/event-stream";

    /// <summary>A silent stream shows this often that it is alive, so that no proxy closes it.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] Beat = ": still here\n\n"u8.ToArray();

    /// <summary>The id of the last message that a reader who comes again has had; null when there is none.</summary>
    public static string? LastIdOf(HttpRequest request) =>
        request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : null;

    /// <param name="messages">Lists, empty ones too, as they come; at least one every few seconds.</param>
    public async Task<IResult> SendAsync(
        HttpContext context,
        IAsyncEnumerable<IReadOnlyList<StreamMessage>> messages,
        CancellationToken cancellationToken
    )
    {
        var response = context.Response;
        response.ContentType = MediaType;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(cancellationToken);
        var lastSign = time.GetTimestamp();
        try
        {
            await foreach (var some in messages.WithCancellation(cancellationToken))
            {
                var silent = time.GetElapsedTime(lastSign) >= Heartbeat;
                if (silent && !await StillKnownAsync(context.Request, cancellationToken))
                {
                    break;
                }

                if (some.Count > 0 || silent)
                {
                    await WriteAsync(response, some, cancellationToken);
                    lastSign = time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader went away, which is how most streams end.
        }

        return TypedResults.Empty;
    }

    private static async Task WriteAsync(
        HttpResponse response,
        IReadOnlyList<StreamMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (messages.Count == 0)
        {
            await response.Body.WriteAsync(Beat, cancellationToken);
        }

        foreach (var one in messages)
        {
            await response.WriteAsync($"id: {one.Id}\nevent: {one.Kind}\ndata: {one.Data}\n\n", cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>A stream may be open for days; a token that was taken away ends it.</summary>
    private async Task<bool> StillKnownAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return BearerHandler.TokenOf(request) is { } token
                && await tokens.FindAsync(token, cancellationToken) is not null;
        }
        catch (StoreUnavailableException)
        {
            // Without the store nothing is sent either; the next beat asks again.
            return true;
        }
    }
}
