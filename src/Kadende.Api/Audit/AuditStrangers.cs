using Kadende.Api.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Api.Audit;

/// <summary>Between signing in and what it needs: tells the audit of strangers who try to change something.</summary>
internal static class AuditStrangers
{
    public static async Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        if (
            AuditTrail.Takes(context.Request)
            && context.User.Identity is not CallerIdentity
            && context.GetEndpoint() is RouteEndpoint { Metadata: var route }
            && route.GetMetadata<IAllowAnonymous>() is null
        )
        {
            await context.RequestServices.GetRequiredService<AuditTrail>().RefuseStrangerAsync(context);
        }

        await next(context);
    }
}
