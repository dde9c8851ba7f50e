using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Api.Audit;

/// <summary>
/// Around everything: notes that a caller went away. The framework ends such a request without asking anybody for an answer, and whether
/// it does is known only when it has.
/// </summary>
internal static class AuditLeavers
{
    public static async Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            await context.RequestServices.GetRequiredService<AuditTrail>().AbandonAsync(context);
        }
    }
}
