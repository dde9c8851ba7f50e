using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Audit;

/// <summary>Before all other filters of a route: notes what became of a request, also of one that they refused, before it is answered.</summary>
internal sealed class AuditEndFilter(AuditTrail trail) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!AuditTrail.Takes(http.Request))
        {
            return await next(context);
        }

        try
        {
            var answer = await next(context);
            await trail.EndAsync(http, answer);
            return answer;
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The framework ends such a request without asking anybody for an answer; all other failures get one, which is noted there.
            await trail.AbandonAsync(http);
            throw;
        }
    }
}
