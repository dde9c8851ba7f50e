using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Why;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Hands;

/// <summary>Why a node, a group or a cluster is as it is, and what is being waited for. A group's own path is in <c>GroupEndpoints</c>.</summary>
internal static class WhyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/clusters/{cluster}/why", OfGroupsAsync)
            .Needs(CallerAction.Read)
            .Describe("WhyGroups", "Say why the groups of a cluster are as they are, and what is being waited for")
            .TakesQuery("group", "Only this group.")
            .Produces<IReadOnlyList<GroupWhy>>()
            .Fails(400, 404);
        routes
            .MapGet("/api/clusters/{cluster}/nodes/{node}/why", OfNodeAsync)
            .Needs(CallerAction.Read)
            .Describe("WhyNode", "Say why a node is as it is, or how it came to be gone, and what is being waited for")
            .Produces<NodeWhy>()
            .Fails(404);
    }

    private static async Task<IResult> OfGroupsAsync(
        HttpContext context,
        string cluster,
        WhyReading reading,
        CancellationToken cancellationToken
    )
    {
        var query = new QueryFaults(context.Request.Query);
        var group = query.Group();
        return query.Faults.Count > 0
            ? Problem.Faulty(query.Faults)
            : ReadAnswer.Of(
                await reading.OfGroupsAsync(context.Scope(), cluster, group, cancellationToken),
                found => TypedResults.Ok(found)
            );
    }

    private static async Task<IResult> OfNodeAsync(
        HttpContext context,
        string cluster,
        string node,
        WhyReading reading,
        CancellationToken cancellationToken
    ) =>
        ReadAnswer.Of(
            await reading.OfNodeAsync(context.Scope(), cluster, node, cancellationToken),
            found => TypedResults.Ok(found)
        );
}
