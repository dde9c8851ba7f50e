using System.Runtime.CompilerServices;
using System.Text.Json;
using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Core.Events;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Events;

/// <summary>Sends the events of a cluster as they come, as server-sent events.</summary>
internal sealed class EventStream(EventFeed feed, ServerStream stream)
{
    public async Task<IResult> OpenAsync(
        HttpContext context,
        string cluster,
        EventQuery query,
        CancellationToken cancellationToken
    )
    {
        var resumed = ServerStream.LastIdOf(context.Request) is { } last ? query with { After = last } : query;
        return await feed.FindAsync(context.Scope(), cluster, resumed, cancellationToken) switch
        {
            ReadOutcome<string>.Found found => await stream.SendAsync(
                context,
                MessagesAsync(found.Value, resumed, cancellationToken),
                cancellationToken
            ),
            var other => ReadAnswer.Of(other, _ => TypedResults.Empty),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<StreamMessage>> MessagesAsync(
        string clusterId,
        EventQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var events in feed.FollowAsync(clusterId, query, cancellationToken))
        {
            yield return [.. events.Select(MessageOf)];
        }
    }

    private static StreamMessage MessageOf(StoredEvent one) =>
        new(one.Id, one.Event.Kind.ToString(), JsonSerializer.Serialize(EventView.Of(one), ApiJson.Default.EventView));
}
