using GpuCqa.Service.Hosting;
using GpuCqa.Service.Operations.Calls;
using GpuCqa.Service.Operations.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GpuCqa.Service.Operations;

/// <summary>Registers what those who run the service need.</summary>
public static class OperationsServices
{
    // Nobody says when a disk fills.
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Readiness, drain, metrics, traces, and the listener for them.</summary>
    /// <param name="builder">The host's.</param>
    /// <param name="options">Configuration.</param>
    /// <param name="services">Full names of the services that health is told of; each is ready when the whole is.</param>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder, ServiceOptions options, IEnumerable<string> services)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddGrpcHealthChecks(health =>
        {
            foreach (string service in services) health.Services.Map(service, _ => true);
        }).Add(new HealthCheckRegistration("readiness", p => p.GetRequiredService<Readiness>(), HealthStatus.Unhealthy, []));
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher => (publisher.Delay, publisher.Period) = (HealthPeriod, HealthPeriod));
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(p => p.GetRequiredService<Drain>());
        builder.Services.AddSingleton<CallMeters>();
        builder.Services.AddSingleton<CallLog>();
        builder.Services.AddSingleton<CallTelemetry>();
        builder.Services.AddSingleton<StorageMeters>();
        builder.Services.AddSingleton<JobMeters>();
        builder.AddTelemetry(options.Operations);
        if (options.Operations.Listen.Length > 0)
        {
            builder.Services.AddSingleton<OperationsListener>();
            builder.Services.AddHostedService(p => p.GetRequiredService<OperationsListener>());
        }

        return builder;
    }

    /// <summary>Stands before everything else that sees a call.</summary>
    public static void UseOperations(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<CallTelemetry>().Handle);
        app.Use(app.Services.GetRequiredService<Drain>().Handle);
    }

    /// <summary>Called when all is there: the service is told as serving.</summary>
    public static void BeginOperations(this WebApplication app)
    {
        app.Services.GetRequiredService<StorageMeters>();
        app.Services.GetRequiredService<Readiness>().Begin(app.Services.GetRequiredService<HealthCheckService>(), [.. app.Services.GetServices<IHealthCheckPublisher>()]);
    }
}
