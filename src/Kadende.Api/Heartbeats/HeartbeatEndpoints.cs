using Kadende.Api.Access;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Runtime.Heartbeats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Heartbeats;

/// <summary>Where machines say that they live.</summary>
internal static class HeartbeatEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(HeartbeatUrl.Path, PostAsync)
            // Its tokens belong to nodes, not to callers, and open nothing else.
            .AllowAnonymous()
            .WithMetadata(new OwnToken())
            .Describe("PostHeartbeat", "Say that a node lives, with the node's own token")
            .TakesHeartbeat()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> PostAsync(
        HttpContext context,
        HeartbeatIntake intake,
        CancellationToken cancellationToken
    )
    {
        // Before anything is read: a stranger learns nothing but that.
        if (
            BearerHandler.TokenOf(context.Request) is not { } token
            || await intake.FindAsync(token, cancellationToken) is not { } node
        )
        {
            return Unknown(context);
        }

        var body = IsEmpty(context.Request)
            ? new BodyText.Read("")
            : await BodyReader.ReadAsync(context.Request, BodyReader.JsonTypes, cancellationToken);
        if (body is not BodyText.Read { Text: var text })
        {
            return ((BodyText.Refused)body).Answer;
        }

        var beat = HeartbeatBody.Parse(text);
        if (beat is HeartbeatBody.Faulty faulty)
        {
            return Problem.Faulty(faulty.Faults);
        }

        await intake.TakeAsync(node, ((HeartbeatBody.Good)beat).Problem, cancellationToken);
        return TypedResults.NoContent();
    }

    private static bool IsEmpty(HttpRequest request) =>
        request.ContentLength is 0 or null && request.ContentType is null;

    /// <summary>The same words whether the token is wrong or its node is gone: a stranger learns nothing from them.</summary>
    private static IResult Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(
            StatusCodes.Status401Unauthorized,
            "This is not the heartbeat token of a node that exists. A machine gets its own in its init script, as "
                + "{{ node.heartbeatToken }}."
        );
    }
}
