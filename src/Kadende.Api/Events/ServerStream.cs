using Kadende.Api.Access;
using Kadende.Api.Limits;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Kadende.Api.Events;

/// <summary>
/// Sends what comes as server-sent events, and shows now and then that it is alive. A stream ends by itself after a while, so that no host
/// holds it for ever; its reader comes again and goes on behind the last message.
/// </summary>
internal sealed class ServerStream(AccessAgain access, IOptions<LimitOptions> limits, TimeProvider time)
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
        using var end = new CancellationTokenSource(limits.Value.StreamLength, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var response = context.Response;
        response.ContentType = MediaType;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(cancellationToken);
        try
        {
            await TellAsync(context, messages, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The reader went away, or the time is over.
        }

        return TypedResults.Empty;
    }

    private async Task TellAsync(
        HttpContext context,
        IAsyncEnumerable<IReadOnlyList<StreamMessage>> messages,
        CancellationToken cancellationToken
    )
    {
        var (lastSign, lastCheck) = (time.GetTimestamp(), time.GetTimestamp());
        await foreach (var some in messages.WithCancellation(cancellationToken))
        {
            // However much comes: what was taken away ends busy streams too.
            if (time.GetElapsedTime(lastCheck) >= limits.Value.StreamCheck)
            {
                if (!await StillAllowedAsync(context, cancellationToken))
                {
                    return;
                }

                lastCheck = time.GetTimestamp();
            }

            if (some.Count > 0 || time.GetElapsedTime(lastSign) >= Heartbeat)
            {
                await WriteAsync(context.Response, some, cancellationToken);
                lastSign = time.GetTimestamp();
            }
        }
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

    private async Task<bool> StillAllowedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await access.IsAllowedAsync(context, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Without the store nothing is sent either; the next check asks again.
            return true;
        }
    }
}
