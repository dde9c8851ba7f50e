using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Limits;

/// <summary>Tells browsers what they may do with an answer: nothing but show it; and under which id the request is known.</summary>
internal static class SafetyHeaders
{
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: an answer to a failure begins with no headers at all.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            // Ours, whatever the caller sent: the audit and the log know the request by it.
            headers["X-Request-Id"] = context.TraceIdentifier;
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
