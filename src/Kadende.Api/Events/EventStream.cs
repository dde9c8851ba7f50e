using System.Text.Json;
using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Access;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kadende.Api.Events;

/// <summary>Sends the events of a cluster as they come, as server-sent events.</summary>
internal sealed class EventStream(EventFeed feed, TokenLookup tokens, TimeProvider time)
{
    public const string MediaType = "text/event-stream";

    /// <summary>A silent stream shows this often that it is alive, so that no proxy closes it.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] Beat = ": still here\n\n"u8.ToArray();

    public async Task<IResult> OpenAsync(
        HttpContext context,
        string cluster,
        EventQuery query,
        CancellationToken cancellationToken
    )
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        var resumed = last.Length == 0 ? query : query with { After = last };

        return await feed.FindAsync(context.Scope(), cluster, resumed, cancellationToken) switch
        {
            ReadOutcome<string>.Found found => await SendAsync(context, found.Value, resumed, cancellationToken),
            var other => ReadAnswer.Of(other, _ => TypedResults.Empty),
        };
    }

    private async Task<IResult> SendAsync(
        HttpContext context,
        string clusterId,
        EventQuery query,
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
            await foreach (var events in feed.FollowAsync(clusterId, query, cancellationToken))
            {
                var silent = time.GetElapsedTime(lastSign) >= Heartbeat;
                if (silent && !await StillKnownAsync(context.Request, cancellationToken))
                {
                    break;
                }

                if (events.Count > 0 || silent)
                {
                    await WriteAsync(response, events, cancellationToken);
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
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellationToken
    )
    {
        if (events.Count == 0)
        {
            await response.Body.WriteAsync(Beat, cancellationToken);
        }

        foreach (var one in events)
        {
            var data = JsonSerializer.Serialize(EventView.Of(one), ApiJson.Default.EventView);
            await response.WriteAsync($"id: {one.Id}\nevent: {one.Event.Kind}\ndata: {data}\n\n", cancellationToken);
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
