using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Audit;

/// <summary>Before all other filters of a route: notes what became of a request, also of one that they refused, before it is answered.</summary>
internal sealed class AuditEndFilter(AuditTrail trail) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (AuditTrail.Takes(context.HttpContext.Request))
        {
            await trail.EndAsync(context.HttpContext, answer);
        }

        return answer;
    }
}
