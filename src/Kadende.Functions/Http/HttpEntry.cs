using Kadende.Functions.Passes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Kadende.Functions.Http;

/// <summary>
/// The one HTTP trigger: every request goes through the pipeline of <c>Kadende.Api</c>, which does routing, authentication and all else.
/// </summary>
public sealed class HttpEntry(RequestDelegate pipeline, DurablePassStarter starter)
{
    [Function("Http")]
    public async Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = "{*path}")]
            HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = request.HttpContext;
        // The host has matched its catch-all already: with its endpoint in place our own routing would not match at all.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        // A host that stops ends what it serves: a worker that goes on beyond that is taken down with everything in it.
        var left = context.RequestAborted;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(left, cancellationToken);
        context.RequestAborted = ended.Token;
        try
        {
            await starter.WithClientAsync(client, () => pipeline(context));
        }
        finally
        {
            context.RequestAborted = left;
        }
    }
}
