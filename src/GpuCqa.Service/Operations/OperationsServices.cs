using GpuCqa.Service.Hosting;
using GpuCqa.Service.Operations.Calls;
using GpuCqa.Service.Operations.Http;
using GpuCqa.Service.Operations.Telemetry;

namespace GpuCqa.Service.Operations;

/// <summary>Registers what those who run the service need.</summary>
public static class OperationsServices
{
    /// <summary>Readiness, drain, metrics, traces, and the listener for them.</summary>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder, ServiceOptions options)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<Readiness>();
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
    public static void BeginOperations(this WebApplication app, IEnumerable<string> services)
    {
        app.Services.GetRequiredService<StorageMeters>();
        app.Services.GetRequiredService<Readiness>().Begin(services);
    }
}
