using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Kadende.LocalHost;

/// <summary>Traces and metrics by OpenTelemetry, for those who ask for them with the standard environment variables.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Ours = "Kadende";
    private const string Http = "Microsoft.AspNetCore";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]))
        {
            return;
        }

        services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("kadende"))
            .WithTracing(tracing => tracing.AddSource(Ours, Http).AddOtlpExporter())
            .WithMetrics(metrics =>
                metrics.AddMeter(Ours, $"{Http}.Hosting", $"{Http}.Server.Kestrel", "System.Runtime").AddOtlpExporter()
            );
    }
}
