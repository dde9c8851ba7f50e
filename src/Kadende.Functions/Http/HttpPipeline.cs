using Kadende.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Functions.Http;

/// <summary>The pipeline that <see cref="HttpEntry"/> runs, built once.</summary>
internal static class HttpPipeline
{
    public static IServiceCollection AddHttpPipeline(this IServiceCollection services) =>
        services.AddSingleton(provider =>
        {
            var app = new ApplicationBuilder(provider);
            app.UseKadendeApi();
            return app.Build();
        });
}
