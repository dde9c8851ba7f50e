using Kadende.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Functions.Tests.Http;

/// <summary>
/// What the Functions worker puts before a function: its belief in the host, which stands on this machine, and the route that catches
/// all. See <c>RealSdk/WorkerHostTests</c>, which looks whether it still does.
/// </summary>
internal sealed class WorkerPipeline(DurableTaskClient durable, CancellationToken functions)
{
    public static void Believe(ForwardedHeadersOptions headers) => headers.ForwardedHeaders = ForwardedHeaders.All;

    public void Use(IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        app.UseRouting();
        app.UseEndpoints(routes =>
            routes.Map(
                "{*path}",
                context =>
                    ActivatorUtilities
                        .CreateInstance<HttpEntry>(context.RequestServices)
                        .RunAsync(context.Request, durable, functions)
            )
        );
    }
}
