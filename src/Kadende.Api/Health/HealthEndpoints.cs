using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Health;

/// <summary>For those who watch over the host itself. Open to all.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/healthz", () => TypedResults.Ok(new HealthView("alive")))
            .AllowAnonymous()
            .Describe("GetHealth", "Whether the process lives")
            .Produces<HealthView>();
        routes
            .MapGet("/readyz", ReadyAsync)
            .AllowAnonymous()
            .Describe("GetReadiness", "Whether requests can be served now")
            .Produces<HealthView>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.MissingAsync(cancellationToken) is { } missing
            ? Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                $"{missing} Nothing is lost; try again in a few seconds."
            )
            : TypedResults.Ok(new HealthView("ready"));
}
