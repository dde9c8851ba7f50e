using System.Text.Json;
using Kadende.Api.Access;
using Kadende.Api.Clusters;
using Kadende.Api.Documents;
using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Access;
using Kadende.Core.Audit;
using Kadende.Runtime.Audit;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Audit;

/// <summary>The audit of a team, and for administrators that of everything, page by page or as a whole.</summary>
internal static class AuditEndpoints
{
    private const string Lines = "application/x-ndjson";
    private const int MaxPage = 1000;
    private const int UsualPage = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/audit", OfTeamAsync)
            .Needs(CallerAction.ManageTeam)
            .Describe(
                "ListAudit",
                $"List who asked to change what in a team; with 'Accept: {Lines}' all of it as JSON lines"
            )
            .TakesAuditQuery()
            .Fails(400, 404);
        routes
            .MapGet("/api/audit/installation", OfInstallationAsync)
            .NeedsAdministrator()
            .Describe(
                "ListWholeAudit",
                $"List who asked to change what in all teams and in the installation; with 'Accept: {Lines}' all of it as JSON lines"
            )
            .TakesAuditQuery()
            .Fails(400);
    }

    private static RouteHandlerBuilder TakesAuditQuery(this RouteHandlerBuilder route) =>
        route
            .TakesQuery("from", "Only requests at or after this time.")
            .TakesQuery("to", "Only requests before this time.")
            .TakesQuery("actor", "Only requests of this caller.")
            .TakesQuery("cluster", "Only requests about the cluster of this name or id.")
            .TakesQuery("outcome", "Only requests that were done, refused, are pending, or of which it is unknown.")
            .TakesPage(UsualPage, MaxPage)
            .Produces<PageView<AuditView>>(StatusCodes.Status200OK, "application/json", Lines);

    private static Task<IResult> OfTeamAsync(
        HttpContext context,
        AuditReading reading,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            context,
            reading,
            query => reading.InTeamAsync(query, context.Scope().Team, cancellationToken),
            cancellationToken
        );

    private static Task<IResult> OfInstallationAsync(
        HttpContext context,
        AuditReading reading,
        CancellationToken cancellationToken
    ) => AnswerAsync(context, reading, Task.FromResult, cancellationToken);

    /// <param name="narrow">Makes the query one of what the caller may see.</param>
    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        AuditReading reading,
        Func<AuditQuery, Task<AuditQuery>> narrow,
        CancellationToken cancellationToken
    )
    {
        var read = new QueryFaults(context.Request.Query);
        var asked = new AuditQuery
        {
            From = read.Time("from"),
            To = read.Time("to"),
            Actor = read.Text("actor"),
            Cluster = read.Text("cluster"),
            Outcome = read.OneOf<AuditOutcome>("outcome"),
            After = read.Text("after"),
            Size = read.Size(MaxPage, UsualPage),
        };
        if (read.Faults.Count > 0)
        {
            return Problem.Faulty(read.Faults);
        }

        var query = await narrow(asked);
        return WantsLines(context.Request)
            // The first page is read before the answer begins, so that a fault of it can still be answered.
            ? ReadAnswer.Of(
                await reading.ReadAsync(query with { Size = 1 }, cancellationToken),
                _ => TypedResults.Stream(body => WriteAsync(body, reading, query, cancellationToken), Lines)
            )
            : ReadAnswer.Of(await reading.ReadAsync(query, cancellationToken));
    }

    private static bool WantsLines(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(one => one.MediaType == Lines && one.Quality is null or > 0);

    private static async Task WriteAsync(
        Stream body,
        AuditReading reading,
        AuditQuery query,
        CancellationToken cancellationToken
    )
    {
        await foreach (var one in reading.ExportAsync(query, cancellationToken))
        {
            await JsonSerializer.SerializeAsync(body, one, ApiJson.Default.AuditView, cancellationToken);
            await body.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }
}
