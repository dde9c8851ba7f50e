using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Kadende.Functions.Telemetry;

/// <summary>Traces and metrics: to Application Insights and to an OTLP collector, each where its standard setting names one.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Every source and meter of the program.</summary>
    private const string Ours = "Kadende*";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services
            .AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Ours))
            .WithMetrics(metrics => metrics.AddMeter(Ours));
        if (IsSet(configuration, "APPLICATIONINSIGHTS_CONNECTION_STRING"))
        {
            AddApplicationInsights(telemetry, configuration);
        }

        if (IsSet(configuration, "OTEL_EXPORTER_OTLP_ENDPOINT"))
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    private static void AddApplicationInsights(OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        void Configure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
            // The host's own setting for the same thing: Application Insights takes no telemetry without an identity.
            if (IsSet(configuration, "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"))
            {
                options.Credential = new DefaultAzureCredential();
            }
        }

        telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(Configure));
        telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure));
    }

    private static bool IsSet(IConfiguration configuration, string name) => !string.IsNullOrEmpty(configuration[name]);
}
