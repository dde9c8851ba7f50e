using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Nodes;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Clusters;

/// <summary>The nodes of a cluster.</summary>
internal static class NodeEndpoints
{
    private const int MaxPage = 1000;
    private const int UsualPage = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/clusters/{cluster}/nodes", ListAsync)
            .Needs(CallerAction.Read)
            .Describe("ListNodes", "List the nodes of a cluster group by group, page by page")
            .TakesQuery("group", "Only nodes of this group.")
            .TakesQuery("state", "Only nodes in this state.")
            .TakesPage(UsualPage, MaxPage)
            .Produces<PageView<NodeView>>()
            .Fails(400, 404);
        routes
            .MapGet("/api/clusters/{cluster}/nodes/{node}", GetAsync)
            .Needs(CallerAction.Read)
            .Describe("GetNode", "Read a node, with what its slot remembers of the machines before it")
            .Produces<NodeView>()
            .Fails(404);
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string cluster,
        string node,
        NodeReading reading,
        CancellationToken cancellationToken
    ) =>
        ReadAnswer.Of(
            await reading.GetAsync(context.Scope(), cluster, node, cancellationToken),
            found => TypedResults.Ok(found)
        );

    private static async Task<IResult> ListAsync(
        HttpContext context,
        string cluster,
        ClusterReading reading,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var filter = new NodeFilter(query.Group(), query.OneOf<NodeState>("state"));
        var (after, size) = (query.Text("after"), query.Size(MaxPage, UsualPage));
        if (query.Faults.Count > 0)
        {
            return Problem.Faulty(query.Faults);
        }

        return ReadAnswer.Of(
            await reading.GetNodesAsync(context.Scope(), cluster, filter, new PageStart(after, size), cancellationToken)
        );
    }
}
