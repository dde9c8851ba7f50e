using Kadende.Api.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Api.Audit;

/// <summary>Around limits and signing in: counts those who want to change something and are turned away there.</summary>
internal static class AuditTurnedAway
{
    public static async Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (
            AuditTrail.Takes(context.Request)
            && context.GetEndpoint() is RouteEndpoint { Metadata: var route }
            && route.GetMetadata<IAllowAnonymous>() is null
            && ReasonOf(context) is { } reason
        )
        {
            context.RequestServices.GetRequiredService<AuditTally>().Note(context, reason);
        }
    }

    /// <returns>Null: it was let in, and has a record of its own.</returns>
    private static string? ReasonOf(HttpContext context) =>
        (context.Response.StatusCode, context.User.Identity) switch
        {
            (_, CallerIdentity) => null,
            (StatusCodes.Status429TooManyRequests, _) => "There were too many requests at once.",
            (StatusCodes.Status401Unauthorized, _) => BearerHandler.TokenOf(context.Request) is null
                ? "There was no token."
                : "The token is nobody's.",
            _ => null,
        };
}
