using Kadende.Api.Audit;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.Api.Problems;

/// <summary>The edge of HTTP: what nobody else handled becomes an answer that tells nothing of our insides.</summary>
internal sealed partial class ProblemExceptionHandler(AuditTrail audit, ILogger<ProblemExceptionHandler> logger)
    : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        // Nobody is there to read an answer.
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            await audit.BreakOffAsync(httpContext, answer: null);
            return true;
        }

        var answer = AnswerTo(exception, httpContext);
        await audit.BreakOffAsync(httpContext, answer);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private IResult AnswerTo(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                LogStoreUnavailable(exception.Message);
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Problem.Of(
                    StatusCodes.Status503ServiceUnavailable,
                    "The store does not answer, so that it is not known whether a change was stored. Try again in a few seconds."
                );
            case QuotaReachedException:
                return Problem.Of(StatusCodes.Status409Conflict, exception.Message);
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode, $"The request could not be read to its end: {bad.Message}");
            default:
                LogUnhandled(exception);
                return Problem.Of(
                    StatusCodes.Status500InternalServerError,
                    $"Something went wrong inside. The log tells more under the trace id {context.TraceIdentifier}."
                );
        }
    }

    [LoggerMessage(5000, LogLevel.Error, "A request failed")]
    private partial void LogUnhandled(Exception exception);

    [LoggerMessage(5001, LogLevel.Warning, "A request failed because the store does not answer: {Fault}")]
    private partial void LogStoreUnavailable(string fault);
}
