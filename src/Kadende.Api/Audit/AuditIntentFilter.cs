using Kadende.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Audit;

/// <summary>Behind the access filter: what is allowed stands in the audit before it is done, or is not done.</summary>
internal sealed class AuditIntentFilter(AuditTrail trail) : IEndpointFilter
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!AuditTrail.Takes(http.Request) || await trail.BeginAsync(http))
        {
            return await next(context);
        }

        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "The audit cannot be written, so that nothing was done. Try again in a few seconds."
        );
    }
}
