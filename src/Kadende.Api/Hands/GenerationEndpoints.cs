using System.Globalization;
using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Core.Access;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kadende.Api.Hands;

/// <summary>The specs that a cluster had, and the way back to one of them.</summary>
internal static class GenerationEndpoints
{
    private const string Route = "/api/clusters/{cluster}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet($"{Route}/generations", ListAsync)
            .Needs(CallerAction.Read)
            .Describe("ListGenerations", "List the generations of the spec that are kept, the newest last")
            .Produces<IReadOnlyList<GenerationView>>()
            .Fails(404);
        routes
            .MapGet($"{Route}/generations/{{generation}}", GetAsync)
            .Needs(CallerAction.Read)
            .Describe("GetGeneration", "Read the spec of a generation as it was written")
            .Produces<GenerationView>()
            .Fails(400, 404);
        routes
            .MapPost($"{Route}/rollback", RollBackAsync)
            .Needs(CallerAction.Edit)
            .Describe("RollBackCluster", "Make the spec of an earlier generation the newest one")
            .TakesJson(
                isNeeded: false,
                new FieldDoc("generation", JsonSchemaType.Integer, "Which; the one before the present when left out."),
                FieldDoc.Reason
            )
            .TakesMatch()
            .Produces<ClusterHandView>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 412, 413, 415);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        string cluster,
        GenerationReading reading,
        CancellationToken cancellationToken
    ) =>
        ReadAnswer.Of(
            await reading.ListAsync(context.Scope(), cluster, cancellationToken),
            found => TypedResults.Ok(found)
        );

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string cluster,
        string generation,
        GenerationReading reading,
        CancellationToken cancellationToken
    ) =>
        long.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? ReadAnswer.Of(
                await reading.GetAsync(context.Scope(), cluster, number, cancellationToken),
                found => TypedResults.Ok(found)
            )
            : Problem.BadRequest($"A generation is a whole number from 1, but '{generation}' is none.");

    private static async Task<IResult> RollBackAsync(
        HttpContext context,
        string cluster,
        RollbackRequests requests,
        CancellationToken cancellationToken
    )
    {
        var read = await HandBody.ReadAsync(
            context,
            cluster,
            "Send {\"generation\": N}, or nothing for the one before the present.",
            ["generation"],
            fields => fields.Positive("generation"),
            cancellationToken
        );
        return read.Refusal
            ?? HandAnswer.Of(
                context,
                await requests.RollBackAsync(context.Scope(), read.Call!, read.More, cancellationToken)
            );
    }
}
