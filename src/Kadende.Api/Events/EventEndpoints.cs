using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Events;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Events;

/// <summary>The event log of a cluster, page by page or as a stream.</summary>
internal static class EventEndpoints
{
    private const int MaxPage = 1000;
    private const int UsualPage = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/clusters/{cluster}/events", ListAsync)
            .Needs(CallerAction.Read)
            .Describe(
                "ListEvents",
                "List the events of a cluster, oldest first; with follow=true stream them as they come"
            )
            .TakesQuery("group", "Only events of this group.")
            .TakesQuery("node", "Only events of this node.")
            .TakesQuery("kind", "Only events of this kind.")
            .TakesQuery("since", "Only events at or after this time.")
            .TakesQuery("follow", "true: server-sent events, resumed by Last-Event-ID, until the cluster is gone.")
            .TakesPage(UsualPage, MaxPage)
            .Produces<PageView<EventView>>(200, "application/json", ServerStream.MediaType)
            .Fails(400, 404);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        string cluster,
        ClusterReading reading,
        EventStream stream,
        CancellationToken cancellationToken
    )
    {
        var read = new QueryFaults(context.Request.Query);
        var follow = read.Flag("follow");
        var query = new EventQuery
        {
            After = read.Text("after"),
            Since = read.Time("since"),
            Group = read.Group(),
            Node = read.Text("node"),
            Kind = read.OneOf<EventKind>("kind"),
            Size = read.Size(MaxPage, UsualPage),
        };
        if (read.Faults.Count > 0)
        {
            return Problem.Faulty(read.Faults);
        }

        if (follow)
        {
            return await stream.OpenAsync(context, cluster, query, cancellationToken);
        }

        return ReadAnswer.Of(await reading.GetEventsAsync(context.Scope(), cluster, query, cancellationToken));
    }
}
