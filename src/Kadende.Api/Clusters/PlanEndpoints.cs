using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Clusters;

/// <summary>Dry runs.</summary>
internal static class PlanEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/clusters/{cluster}/plan", PlanAsync)
            .Needs(CallerAction.Read)
            .Describe("PlanCluster", "Say what a spec would create, replace and delete, and do nothing")
            .TakesSpec()
            .Produces<PlanView>()
            .Fails(400, 404, 409, 413, 415);

    private static async Task<IResult> PlanAsync(
        HttpContext context,
        string cluster,
        PlanRequests requests,
        CancellationToken cancellationToken
    ) =>
        await BodyReader.ReadAsync(context.Request, BodyReader.SpecTypes, cancellationToken) switch
        {
            BodyText.Read body => Answer(
                await requests.PlanAsync(context.Scope(), cluster, body.Text, cancellationToken)
            ),
            BodyText.Refused refused => refused.Answer,
            _ => throw new InvalidOperationException("A body is read or refused."),
        };

    private static IResult Answer(PlanOutcome outcome) =>
        outcome switch
        {
            PlanOutcome.Planned planned => TypedResults.Ok(
                PlanView.Of(planned.Plan, planned.AskedPlugins, planned.Warnings)
            ),
            PlanOutcome.Faulty faulty => Problem.Faulty(faulty.Faults),
            PlanOutcome.NotFound missing => Problem.NotFound(missing.Message),
            PlanOutcome.Conflict conflict => Problem.Of(StatusCodes.Status409Conflict, conflict.Message),
            _ => throw new InvalidOperationException("A plan ends in one of these ways."),
        };
}
