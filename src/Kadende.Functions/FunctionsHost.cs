using Kadende.Api;
using Kadende.Functions.Http;
using Kadende.Functions.Passes;
using Kadende.Functions.Telemetry;
using Kadende.Plugins;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kadende.Functions;

/// <summary>Puts the Azure host together.</summary>
public static class FunctionsHost
{
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddFunctionsHost(builder.Configuration);
        return builder.Build();
    }

    /// <summary>Everything but the Functions worker itself.</summary>
    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddKadendeStore(configuration)
            .AddKadendePlugins(configuration)
            .AddKadendePasses(configuration)
            .AddKadendeRetention(configuration)
            .AddKadendeApi(configuration)
            .AddHttpPipeline()
            .AddDurablePasses(configuration)
            .AddTelemetry(configuration);
}
