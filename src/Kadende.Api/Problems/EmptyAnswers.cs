using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Problems;

/// <summary>Gives the framework's own empty error answers words.</summary>
internal static class EmptyAnswers
{
    public static Task FillAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        return Problem.Of(status, Describe(status, http.Request)).ExecuteAsync(http);
    }

    private static string Describe(int status, HttpRequest request) =>
        status switch
        {
            StatusCodes.Status404NotFound =>
                $"There is no route {request.Method} {request.Path}. All routes are listed at /openapi/v1.json.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{request.Path} does not take {request.Method}. All routes are listed at /openapi/v1.json.",
            _ => $"{request.Method} {request.Path} cannot be answered. All routes are described at /openapi/v1.json.",
        };
}
