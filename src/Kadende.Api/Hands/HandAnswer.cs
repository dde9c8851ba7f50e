using Kadende.Api.Clusters;
using Kadende.Api.Problems;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Hands;

/// <summary>How it is told what became of what somebody asked.</summary>
internal static class HandAnswer
{
    public static IResult Of(HttpContext context, HandOutcome<NodeView> outcome) =>
        Of(
            context,
            outcome,
            accepted => TypedResults.Accepted((string?)null, new NodeHandView(accepted.Message, accepted.Seen))
        );

    public static IResult Of(HttpContext context, HandOutcome<ClusterView> outcome) =>
        Of(
            context,
            outcome,
            accepted =>
                TypedResults.Accepted(
                    (string?)null,
                    new ClusterHandView(accepted.Message, WriteAnswer.Tagged(context, accepted.Seen))
                )
        );

    private static IResult Of<T>(
        HttpContext context,
        HandOutcome<T> outcome,
        Func<HandOutcome<T>.Accepted, IResult> tell
    ) =>
        outcome switch
        {
            HandOutcome<T>.Accepted accepted => tell(accepted),
            HandOutcome<T>.Faulty faulty => Problem.Faulty(faulty.Faults),
            HandOutcome<T>.NotFound missing => Problem.NotFound(missing.Message),
            HandOutcome<T>.Conflict conflict => Problem.Of(StatusCodes.Status409Conflict, conflict.Message),
            HandOutcome<T>.Stale stale => WriteAnswer.Of(context, new WriteOutcome.Stale(stale.Generation)),
            HandOutcome<T>.Contended => WriteAnswer.Of(context, new WriteOutcome.Contended()),
            _ => throw new InvalidOperationException("What is asked ends in one of these ways."),
        };
}
