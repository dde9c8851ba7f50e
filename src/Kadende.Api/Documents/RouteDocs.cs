using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Documents;

/// <summary>Says beside each route what the API's description tells of it.</summary>
internal static class RouteDocs
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary) =>
        route.WithName(name).WithSummary(summary);

    public static RouteHandlerBuilder TakesSpec(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyDoc.Spec());

    public static RouteHandlerBuilder TakesSize(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyDoc.Size());

    public static RouteHandlerBuilder TakesHeartbeat(this RouteHandlerBuilder route) =>
        route.WithMetadata(new BodyDoc.Heartbeat());

    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new ParameterDoc(name, InHeader: false, description));

    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder route, int usual, int max) =>
        route
            .TakesQuery("after", "Where the page begins: the next of the page before.")
            .TakesQuery("size", $"How much a page holds at most, 1 to {max}; {usual} when left out.");

    public static RouteHandlerBuilder TakesPlan(this RouteHandlerBuilder route) =>
        route.TakesQuery("plan", "The hash of a plan; the request is refused when it would do anything else.");

    public static RouteHandlerBuilder TakesMatch(this RouteHandlerBuilder route) =>
        route.WithMetadata(
            new ParameterDoc(
                "If-Match",
                InHeader: true,
                "The ETag that the cluster was read with, such as \"3\", or *."
            )
        );

    public static RouteHandlerBuilder TakesNoneMatch(this RouteHandlerBuilder route) =>
        route.WithMetadata(new ParameterDoc("If-None-Match", InHeader: true, "*: only create, never change."));

    /// <summary>Names the problems of the route itself; those that every route of a team can answer are added.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses)
    {
        int[] everywhere =
        [
            StatusCodes.Status401Unauthorized,
            StatusCodes.Status403Forbidden,
            StatusCodes.Status503ServiceUnavailable,
        ];
        foreach (var status in everywhere.Concat(statuses).Order())
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
