using System.Reflection;
using GpuCqa.Service.Operations.Calls;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GpuCqa.Service.Operations.Telemetry;

/// <summary>Connects meters and traces with those that collect them.</summary>
public static class TelemetryServices
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters = [CallMeters.Name, JobTracing.Name, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    // ASP.NET Core makes one span per call, as the caller's traceparent has it; CallTelemetry describes it.
    private static readonly string[] Sources = ["Microsoft.AspNetCore", JobTracing.Name];

    /// <summary>Metrics for /metrics if it is listened on; metrics and traces to a collector if one is named.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, OperationsOptions options)
    {
        Dictionary<string, string?> settings = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(v => ((string)v.Key).StartsWith("OTEL_", StringComparison.Ordinal)).ToDictionary(v => (string)v.Key, v => (string?)v.Value, StringComparer.Ordinal);
        if (options.Otlp.Length > 0) settings[Endpoint] = options.Otlp;
        bool traces = settings.ContainsKey(Endpoint) || settings.ContainsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        bool metrics = settings.ContainsKey(Endpoint) || settings.ContainsKey("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        bool scraped = options.Listen.Length > 0;
        if (!traces && !metrics && !scraped) return;

        // The exporters read the host's configuration, which has nothing else in it.
        builder.Configuration.AddInMemoryCollection(settings);
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("gpucqa", serviceVersion: typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
            // After our own: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES decide.
            .AddEnvironmentVariableDetector());
        if (metrics || scraped)
        {
            telemetry.WithMetrics(provider =>
            {
                provider.AddMeter(Meters);
                // Whoever asks is told what is, not what was a moment ago.
                if (scraped) provider.AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0);
                if (metrics) provider.AddOtlpExporter();
            });
        }

        if (traces) telemetry.WithTracing(provider => provider.AddSource(Sources).AddOtlpExporter());
    }
}
