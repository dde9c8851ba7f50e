using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Clusters;

/// <summary>How the outcome of a write is told.</summary>
internal static class WriteAnswer
{
    public static IResult Of(HttpContext context, WriteOutcome outcome) =>
        outcome switch
        {
            WriteOutcome.Created created => TypedResults.Created(
                $"/api/clusters/{created.Cluster.Id}",
                Tagged(context, created.Cluster)
            ),
            WriteOutcome.Done done => TypedResults.Ok(Tagged(context, done.Cluster)),
            WriteOutcome.Deleting deleting => TypedResults.Accepted(
                $"/api/clusters/{deleting.Cluster.Id}",
                Tagged(context, deleting.Cluster)
            ),
            WriteOutcome.Faulty faulty => Problem.Faulty(faulty.Faults),
            WriteOutcome.NotFound missing => Problem.NotFound(missing.Message),
            WriteOutcome.Conflict conflict => Problem.Of(StatusCodes.Status409Conflict, conflict.Message),
            WriteOutcome.Stale stale => Stale(context, stale.Generation),
            WriteOutcome.PlanDiffers differs => Problem.Of(
                StatusCodes.Status412PreconditionFailed,
                "What would be done now is not what was planned; nothing was stored. Look at the fresh plan and name its hash.",
                "plan",
                PlanView.Of(differs.Plan, askedPlugins: true, [])
            ),
            WriteOutcome.Contended => Problem.Of(
                StatusCodes.Status409Conflict,
                "Others changed the cluster at the same time, again and again; nothing was stored. Try again."
            ),
            _ => throw new InvalidOperationException("A write ends in one of these ways."),
        };

    /// <summary>Names the generation in the answer's ETag.</summary>
    public static ClusterView Tagged(HttpContext context, ClusterView cluster)
    {
        context.Response.Headers.ETag = ParsedCondition.TagOf(cluster.Generation);
        return cluster;
    }

    private static IResult Stale(HttpContext context, long? generation)
    {
        if (generation is not { } current)
        {
            return Problem.Of(
                StatusCodes.Status412PreconditionFailed,
                "There is no such cluster any more, or not yet; nothing was stored. Leave If-Match out to create it."
            );
        }

        var tag = ParsedCondition.TagOf(current);
        context.Response.Headers.ETag = tag;
        return Problem.Of(
            StatusCodes.Status412PreconditionFailed,
            $"The cluster exists, with the ETag {tag}, which the condition does not allow; nothing was stored. Read it, and decide anew.",
            "etag",
            tag
        );
    }
}
